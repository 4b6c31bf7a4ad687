using Bigin.OAuth.Tool.Output;
using Bigin.OAuth.Tool.Settings;

namespace Bigin.OAuth.Tool.Store;

/// <summary>The person's own folder of connections: the database and the key ring, which only that person can read.</summary>
internal sealed class ProfileFolder
{
    internal const string HomeVariable = "BIGIN_HOME";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string EmulatorFolder = "emulator";

    private ProfileFolder(string path) => Path = path;

    internal string Path { get; }

    internal string DatabaseFile => System.IO.Path.Combine(Path, "bigin.db");

    internal string KeyRing => System.IO.Path.Combine(Path, "keys");

    /// <summary>Finds the folder that the settings name, without creating it.</summary>
    /// <returns>Its path, or null where the person has no data folder.</returns>
    internal static string? TryFind(ToolSettings settings, CommandConsole console)
    {
        if (settings.Profile is { } named)
        {
            return System.IO.Path.GetFullPath(named);
        }

        // What an emulator issued is never stored beside real connections, whose tokens would be sent to it.
        string? home = FindHome(console);
        return home is not null && settings.UsesEmulator ? System.IO.Path.Combine(home, EmulatorFolder) : home;
    }

    /// <summary>Creates what is missing of the folder, with access for its owner only.</summary>
    internal static ProfileFolder Prepare(ToolSettings settings, CommandConsole console)
    {
        string path = TryFind(settings, console) ?? throw new CommandException(
            ExitCode.Configuration, $"There is no data folder for this person. Name a folder with --profile or {HomeVariable}.");
        var folder = new ProfileFolder(path);
        try
        {
            if (settings.Profile is null && settings.UsesEmulator)
            {
                CreateFolder(System.IO.Path.GetDirectoryName(path)!); // with the same access as it would get without the emulator
            }

            CreateFolder(path);
            CreateFolder(folder.KeyRing);
            folder.CreateDatabaseFile();
            return folder;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Configuration,
                $"The profile folder {path} can't be used. {exception.Message} Choose another one with --profile or {HomeVariable}.",
                exception);
        }
    }

    private static string? FindHome(CommandConsole console) =>
        console.FindVariable(HomeVariable) is { Length: > 0 } home ? System.IO.Path.GetFullPath(home)
        : FindDataFolder(console) is { } data ? System.IO.Path.Combine(data, BiginCommand.Name)
        : null;

    // XDG Base Directory Specification: a relative path is ignored. https://specifications.freedesktop.org/basedir-spec/latest/
    private static string? FindDataFolder(CommandConsole console) =>
        console.FindVariable("XDG_DATA_HOME") is { } data && System.IO.Path.IsPathRooted(data)
            ? data
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } folder ? folder : null;

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path); // inherits the access rules of the person's folder
            return;
        }

        Directory.CreateDirectory(path, OwnerOnly);
        UnixFileMode mode = File.GetUnixFileMode(path);
        if ((mode & ~OwnerOnly) != 0)
        {
            throw new CommandException(ExitCode.Configuration,
                $"The folder {path} is open to other users of this machine. Run: chmod 700 '{path}'");
        }
    }

    // Before SQLite does, which would let others read it. The files beside it take over its mode.
    private void CreateDatabaseFile()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (File.Exists(DatabaseFile))
        {
            File.SetUnixFileMode(DatabaseFile, OwnerFile);
            return;
        }

        try
        {
            using var file = new FileStream(
                DatabaseFile, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerFile });
        }
        catch (IOException) when (File.Exists(DatabaseFile))
        {
            // Another process was quicker, and made it the same way.
        }
    }
}
