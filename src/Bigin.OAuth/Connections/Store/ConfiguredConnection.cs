using Microsoft.Extensions.Configuration;

namespace Bigin.OAuth;

/// <summary>One connection as the settings hold it. Not a record, which would print the token.</summary>
internal sealed class ConfiguredConnection
{
    private ConfiguredConnection(IConfigurationSection section) => (Key, Path, Section) = (section.Key, section.Path, section);

    internal static string[] Members { get; } = [nameof(RefreshToken), nameof(DataCenter)];

    internal string Key { get; }

    /// <summary>Gets the path of the section, such as <c>Bigin:Connections:default</c>.</summary>
    internal string Path { get; }

    internal IConfigurationSection Section { get; }

    internal string? RefreshToken => Section[nameof(RefreshToken)] is { Length: > 0 } text ? text : null;

    internal string? DataCenter => Section[nameof(DataCenter)] is { Length: > 0 } text ? text : null;

    internal static IEnumerable<ConfiguredConnection> ReadAll(IConfiguration connections) =>
        connections.GetChildren().Select(section => new ConfiguredConnection(section));
}
