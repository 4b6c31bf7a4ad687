using System.Text.Json;

namespace Bigin.OAuth.Tool.Output;

/// <summary>Connections as JSON. The names are a contract with scripts.</summary>
internal static class ConnectionJson
{
    internal static object Describe(BiginConnection connection) => new
    {
        connection.Key,
        DataCenter = connection.DataCenterId,
        Organization = connection.Organization is { } organization ? new { organization.Id, organization.Name } : null,
        connection.Scopes,
        Status = Describe(connection.Status),
        connection.ConnectedAt,
    };

    internal static object Describe(ConnectionSummary connection) => new
    {
        connection.Key,
        connection.DataCenter,
        Organization = connection.OrganizationId is { } id ? new { Id = id, Name = connection.OrganizationName } : null,
        Status = Describe(connection.Status),
        connection.ConnectedAt,
    };

    internal static string Describe(ConnectionStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());
}
