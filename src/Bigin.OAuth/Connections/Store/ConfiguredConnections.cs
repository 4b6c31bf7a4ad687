using Microsoft.Extensions.Configuration;

namespace Bigin.OAuth;

/// <summary>The connections that the settings of the host hold. Read once, when they are needed first.</summary>
internal sealed class ConfiguredConnections
{
    private readonly List<IConfiguration> _sections = [];
    private Dictionary<string, ConfiguredConnection>? _connections;

    internal bool IsEmpty => _sections.Count == 0;

    /// <summary>Gets the registration of the store that is filled with them, or <see langword="null"/> where the host uses none.</summary>
    internal Microsoft.Extensions.DependencyInjection.ServiceDescriptor? Store { get; set; }

    internal IEnumerable<IConfiguration> Sections => _sections;

    private Dictionary<string, ConfiguredConnection> Connections => _connections ??= _sections
        .SelectMany(ConfiguredConnection.ReadAll)
        .Where(connection => connection is { RefreshToken: not null, DataCenter: not null })
        .GroupBy(connection => connection.Key, StringComparer.OrdinalIgnoreCase)
        // later values win, as everywhere in configuration
        .ToDictionary(group => group.Key, group => group.Last(), StringComparer.OrdinalIgnoreCase);

    internal void Add(IConfiguration section) => _sections.Add(section);

    /// <summary>Makes the rows that a process starts with.</summary>
    internal IEnumerable<StoredConnection> CreateRows(IReadOnlyList<string> scopes, DateTimeOffset now) =>
        Connections.Values.Select(connection => new StoredConnection
        {
            Key = connection.Key,
            DataCenter = connection.DataCenter!,
            RefreshToken = connection.RefreshToken!,
            Scopes = scopes,
            ConnectedAt = now,
        });

    /// <summary>Gets how keys are compared. Those of settings ignore case, as configuration does.</summary>
    internal StringComparer KeyComparer => IsEmpty ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    /// <summary>
    /// Gets the path of the setting that holds the refresh token of a row, under any key, or <see langword="null"/> where none does.
    /// </summary>
    internal string? FindSetting(StoredConnection row) =>
        !IsEmpty && Connections.Values.FirstOrDefault(connection => connection.RefreshToken == row.RefreshToken) is { } connection
            ? $"{connection.Path}:{nameof(ConfiguredConnection.RefreshToken)}"
            : null;
}
