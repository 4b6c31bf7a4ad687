using Bigin.OAuth.Tool.Output;
using Bigin.OAuth.Tool.Store;
using Microsoft.Extensions.Configuration;

namespace Bigin.OAuth.Tool.Settings;

/// <summary>Reads settings: from a file, then user secrets, then the environment. A later one wins.</summary>
/// <remarks>
/// No file of the current folder is read unless it is named: one that a stranger left there could send tokens to another server.
/// </remarks>
internal static class SettingsReader
{
    private const string FileInProfile = "settings.json";

    internal static IConfigurationRoot Read(ToolSettings settings, CommandConsole console)
    {
        var builder = new ConfigurationBuilder();
        try
        {
            if (FindFile(settings, console) is { } file)
            {
                builder.AddJsonFile(file, optional: false);
            }

            if (settings.UserSecretsId is { } id)
            {
                builder.AddUserSecrets(id);
            }

            return builder.AddInMemoryCollection(ReadEnvironment(console)).Build();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException
            or InvalidDataException or InvalidOperationException or ArgumentException)
        {
            // The exception of the file's content quotes nothing of it but its position.
            throw new CommandException(ExitCode.Configuration, $"The settings can't be read. {exception.Message}", exception);
        }
    }

    private static string? FindFile(ToolSettings settings, CommandConsole console)
    {
        if (settings.SettingsFile is { } named)
        {
            string file = Path.GetFullPath(named);
            return File.Exists(file)
                ? file
                : throw new CommandException(ExitCode.Configuration, $"There is no settings file {file}. Correct --settings.");
        }

        if (settings.UsesOwnEmulator || settings.Database is not null || ProfileFolder.TryFind(settings, console) is not { } profile)
        {
            return null;
        }

        string inProfile = Path.Combine(profile, FileInProfile);
        return File.Exists(inProfile) ? inProfile : null;
    }

    // The names of .NET: two underscores separate a section from what is in it.
    private static IEnumerable<KeyValuePair<string, string?>> ReadEnvironment(CommandConsole console) =>
        console.Environment.Select(variable =>
            KeyValuePair.Create(variable.Key.Replace("__", ":", StringComparison.Ordinal), (string?)variable.Value));
}
