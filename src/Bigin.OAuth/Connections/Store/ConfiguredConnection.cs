using Microsoft.Extensions.Configuration;

namespace Bigin.OAuth;

/// <summary>One connection as the settings hold it. Not a record, which would print the token.</summary>
internal sealed class ConfiguredConnection
{
    private ConfiguredConnection(IConfigurationSection section) =>
        (Key, Path, Section, RefreshToken, DataCenter) =
            (section.Key, section.Path, section, Read(section, nameof(RefreshToken)), Read(section, nameof(DataCenter)));

    internal static string[] Members { get; } = [nameof(RefreshToken), nameof(DataCenter)];

    internal string Key { get; }

    /// <summary>Gets the path of the section, such as <c>Bigin:Connections:default</c>.</summary>
    internal string Path { get; }

    internal IConfigurationSection Section { get; }

    /// <summary>Gets the token as it was when it was read: a reload doesn't change it.</summary>
    internal string? RefreshToken { get; }

    internal string? DataCenter { get; }

    internal static IEnumerable<ConfiguredConnection> ReadAll(IConfiguration connections) =>
        connections.GetChildren().Select(section => new ConfiguredConnection(section));

    private static string? Read(IConfigurationSection section, string member) => section[member] is { Length: > 0 } text ? text : null;
}
