using System.Globalization;
using Spectre.Console;

namespace Bigin.OAuth.Tool.Output;

/// <summary>Connections as text: a table for people, columns with tabs for other programs.</summary>
internal static class ConnectionText
{
    private static readonly string[] Columns = ["Key", "Status", "Data center", "Organization", "Connected"];

    internal static void WriteList(CommandConsole console, IReadOnlyCollection<ConnectionSummary> connections)
    {
        string[][] rows = [.. connections.Select(Cells)];
        if (!console.IsOutputTerminal)
        {
            foreach (string[] row in rows)
            {
                console.Out.WriteLine(string.Join('\t', row));
            }

            return;
        }

        Table table = new Table().Border(TableBorder.Rounded).AddColumns(Columns);
        foreach ((string[] row, ConnectionSummary connection) in rows.Zip(connections))
        {
            table.AddRow(row.Select((cell, column) => new Text(cell, column == 1 ? GetStyle(connection.Status) : Style.Plain)));
        }

        console.Results.Write(table);
    }

    internal static void Write(CommandConsole console, BiginConnection connection)
    {
        (string Name, string Value)[] lines =
        [
            ("Key", connection.Key),
            ("Status", Describe(connection.Status)),
            ("Data center", connection.DataCenterId),
            ("Organization", Describe(connection.Organization?.Id, connection.Organization?.Name)),
            ("Scopes", connection.Scopes.Count == 0 ? "unknown" : string.Join(", ", connection.Scopes)),
            ("Connected", Describe(connection.ConnectedAt)),
        ];
        foreach ((string name, string value) in lines)
        {
            console.Out.WriteLine($"{name,-13} {SafeText.CleanLine(value)}");
        }
    }

    /// <summary>Describes an organization by name and id.</summary>
    internal static string Describe(string? organizationId, string? organizationName) =>
        SafeText.CleanLine(organizationId is null ? "unknown" : organizationName is null
            ? organizationId
            : $"{organizationName} ({organizationId})");

    internal static string Describe(ConnectionStatus status) => status switch
    {
        ConnectionStatus.Active => "active",
        ConnectionStatus.NeedsConsent => "needs consent",
        _ => "unreadable",
    };

    private static string[] Cells(ConnectionSummary connection) =>
    [
        SafeText.CleanLine(connection.Key),
        Describe(connection.Status),
        SafeText.CleanLine(connection.DataCenter),
        Describe(connection.OrganizationId, connection.OrganizationName),
        Describe(connection.ConnectedAt),
    ];

    private static string Describe(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static Style GetStyle(ConnectionStatus status) => new(status is ConnectionStatus.Active ? Color.Green : Color.Red);
}
