using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bigin.OAuth.Emulator.Tool;

/// <summary>
/// Represents what the command prints at the start: addresses, client and users. Its JSON is a contract with other programs.
/// </summary>
internal sealed partial record Announcement(
    string ClientId, string ClientSecret, IReadOnlyDictionary<string, Announcement.Servers> DataCenters,
    IReadOnlyList<Announcement.User> Users)
{
    internal static string AsJson(BiginEmulator emulator) => JsonSerializer.Serialize(Create(emulator), Format.Default.Announcement);

    internal static string AsText(BiginEmulator emulator)
    {
        Announcement announcement = Create(emulator);
        return $"""

            The Bigin emulator is ready. No account and no data in it is real.

            Client id      {announcement.ClientId}
            Client secret  {announcement.ClientSecret}

            {FormatTable(announcement.DataCenters.Select(x => new[] { x.Key, x.Value.AccountsServer, x.Value.ApiServer }), "Data center", "Accounts server", "API server")}

            {FormatTable(announcement.Users.Select(x => new[] { x.Email, x.DataCenter, Describe(x.Organizations) }), "User, no password", "Data center", "Organizations")}

            Press Ctrl+C to end it.

            """;
    }

    private static Announcement Create(BiginEmulator emulator) => new(
        emulator.ClientId,
        emulator.ClientSecret,
        emulator.DataCenters.ToDictionary(x => x.Id, x =>
        new Servers(GetOrigin(x.AccountsServer), GetOrigin(x.ApiServer)), StringComparer.Ordinal),
        [.. emulator.Users.Select(x =>
            new User(x.Email, x.Name, x.DataCenter, [.. x.Organizations.Select(y => new Organization(y.Id, y.Name))]))]);

    private static string GetOrigin(Uri server) => server.GetLeftPart(UriPartial.Authority);

    private static string Describe(IReadOnlyList<Organization> organizations) =>
        organizations.Count == 0 ? "none" : string.Join(", ", organizations.Select(x => $"{x.Name} ({x.Id})"));

    private static string FormatTable(IEnumerable<string[]> rows, params string[] head)
    {
        string[][] all = [head, .. rows];
        int[] widths = [.. head.Select((_, column) => all.Max(row => row[column].Length))];
        return string.Join(Environment.NewLine,
            all.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()));
    }

    internal sealed record Servers(string AccountsServer, string ApiServer);

    internal sealed record User(string Email, string Name, string DataCenter, IReadOnlyList<Organization> Organizations);

    internal sealed record Organization(string Id, string Name);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Announcement))]
    private sealed partial class Format : JsonSerializerContext;
}
