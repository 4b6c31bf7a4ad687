namespace Bigin.OAuth.Tool.Settings;

/// <summary>What the options of the command say.</summary>
internal sealed record ToolSettings
{
    internal const string DefaultSection = "Bigin";

    internal string? SettingsFile { get; init; }

    internal string Section { get; init; } = DefaultSection;

    internal string? UserSecretsId { get; init; }

    internal string? Profile { get; init; }

    internal string? Database { get; init; }

    internal string? Table { get; init; }

    internal string? Schema { get; init; }

    internal string? KeyRing { get; init; }

    internal string? ApplicationName { get; init; }

    internal bool UsesEmulator { get; init; }

    internal Uri? EmulatorAddress { get; init; }

    internal bool Json { get; init; }

    /// <summary>Gets a value indicating whether the emulator runs in this process, so that nothing is kept.</summary>
    internal bool UsesOwnEmulator => UsesEmulator && EmulatorAddress is null;

    /// <summary>Throws where options exclude each other or one needs another.</summary>
    internal void ThrowIfContradictory()
    {
        if (Database is not null && (KeyRing is null || ApplicationName is null))
        {
            throw new CommandException(ExitCode.Usage,
                "--database needs --key-ring and --application-name of the same program. Without them its tokens can't be decrypted.");
        }

        if (Database is null && (KeyRing ?? ApplicationName ?? Table ?? Schema) is not null)
        {
            throw new CommandException(ExitCode.Usage,
                "--key-ring, --application-name, --table and --schema belong to --database. Add it, or leave them out to use the "
                + "profile folder.");
        }

        if (Database is not null && Profile is not null)
        {
            throw new CommandException(ExitCode.Usage, "--database and --profile are two places for connections. Leave one of them out.");
        }

        if (UsesOwnEmulator && (Database ?? Profile) is not null)
        {
            throw new CommandException(ExitCode.Usage,
                "--emulator without an address keeps its connections in memory. Give it the address of a running bigin-emulator, or "
                + "leave out --database and --profile.");
        }
    }
}
