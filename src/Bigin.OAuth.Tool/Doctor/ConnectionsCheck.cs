using Bigin.OAuth.Tool.Hosting;
using Bigin.OAuth.Tool.Output;

namespace Bigin.OAuth.Tool.Doctor;

/// <summary>Checks each connection's status by its row. No token is refreshed.</summary>
internal static class ConnectionsCheck
{
    private const string Name = "connection";

    internal static IEnumerable<Finding> Run(ToolHost host, IReadOnlyCollection<ConnectionSummary> connections) => connections.Count == 0
        ? [Finding.Warning(Name, "There is none yet.", $"Run: {BiginCommand.Name} connect")]
        : connections.Select(connection => Describe(host.Options, connection));

    private static Finding Describe(BiginOAuthOptions options, ConnectionSummary connection)
    {
        string what =
            $"{SafeText.CleanLine(connection.Key)}: {ConnectionText.Describe(connection.OrganizationId, connection.OrganizationName)} "
            + $"in {connection.DataCenter}";
        string key = Failure.QuoteKey(connection.Key);
        if (options.FindDataCenter(connection.DataCenter) is null)
        {
            return Finding.Problem(Name, ExitCode.Configuration, $"{what} is in a data center that the settings don't have.",
                $"Add it to DataCenters, or run: {BiginCommand.Name} forget {key}");
        }

        if (options.AllowedDataCenters.Count > 0
            && !options.AllowedDataCenters.Contains(connection.DataCenter, StringComparer.OrdinalIgnoreCase))
        {
            return Finding.Problem(Name, ExitCode.Configuration, $"{what} is in a data center that the settings don't allow.",
                $"Add it to AllowedDataCenters, or run: {BiginCommand.Name} disconnect {key}");
        }

        return connection.Status switch
        {
            ConnectionStatus.Active => Finding.Ok(Name, $"{what} is active."),
            ConnectionStatus.NeedsConsent =>
            Finding.Problem(Name, ExitCode.NotConnected, $"{what} needs consent: Bigin no longer knows its refresh token.",
            $"Run: {BiginCommand.Name} connect {key}"),
            _ =>
            Finding.Problem(Name, ExitCode.Configuration, $"{what} can't be decrypted with this key ring.",
            $"Use the key ring and the application name that it was stored with, or run: {BiginCommand.Name} connect {key}"),
        };
    }
}
