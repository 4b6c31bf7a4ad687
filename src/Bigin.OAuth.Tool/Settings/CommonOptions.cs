using System.CommandLine;
using System.CommandLine.Parsing;

namespace Bigin.OAuth.Tool.Settings;

/// <summary>The options that every command takes: where settings and connections are, and how results are printed.</summary>
internal sealed class CommonOptions
{
    private readonly Option<string?> _settings =
        Text(
            "--settings", "file",
            "A JSON file of settings, such as the appsettings.json of a program. Without it, settings.json in the profile folder, if "
            + "there is one.");
    private readonly Option<string?> _section =
        Text("--section", "name",
        "The section of the settings, in the file and in the environment. Without it, Bigin (Bigin__ClientId and so on).");
    private readonly Option<string?> _userSecrets =
        Text("--user-secrets", "id", "The UserSecretsId of a project, whose user secrets are settings too.");
    private readonly Option<string?> _profile =
        Text("--profile", "folder",
        "The folder of connections and key ring. Without it, BIGIN_HOME, or the folder bigin in the person's data folder.");
    private readonly Option<string?> _database =
        Text("--database", "database",
        "The database of a program, in place of the profile: the name of a connection string in the settings, a SQLite file, or a "
        + "connection string without a password.");
    private readonly Option<string?> _table = Text("--table", "name", "The table in that database. Without it, BiginConnections.");
    private readonly Option<string?> _schema = Text("--schema", "name", "The schema of that table.");
    private readonly Option<string?> _keyRing = Text("--key-ring", "folder", "The Data Protection key ring of that program.");
    private readonly Option<string?> _applicationName =
        Text("--application-name", "name", "The Data Protection application name of that program, as in SetApplicationName.");
    private readonly Option<bool> _json = new("--json") { Description = "Print the result as JSON.", Recursive = true };

    private readonly Option<string?> _emulator = new("--emulator")
    {
        HelpName = "address",
        Arity = ArgumentArity.ZeroOrOne,
        Recursive = true,
        Description = "Use an emulated Bigin: the one at an address, such as http://127.0.0.1:9410 of bigin-emulator, with a profile "
        + "folder of its own. Without an address, one that ends with this command and has a connection already.",
        Validators = { RequireWebAddress },
    };

    /// <summary>Adds the options to the root command, which makes them options of every command.</summary>
    internal void AddTo(RootCommand root)
    {
        foreach (Option option in (Option[])[_settings, _section, _userSecrets, _profile, _database, _table, _schema, _keyRing,
            _applicationName, _emulator, _json])
        {
            root.Options.Add(option);
        }
    }

    /// <summary>Reads the options from the arguments.</summary>
    internal ToolSettings Read(ParseResult arguments)
    {
        var settings = new ToolSettings
        {
            SettingsFile = arguments.GetValue(_settings),
            Section = arguments.GetValue(_section) ?? ToolSettings.DefaultSection,
            UserSecretsId = arguments.GetValue(_userSecrets),
            Profile = arguments.GetValue(_profile),
            Database = arguments.GetValue(_database),
            Table = arguments.GetValue(_table),
            Schema = arguments.GetValue(_schema),
            KeyRing = arguments.GetValue(_keyRing),
            ApplicationName = arguments.GetValue(_applicationName),
            UsesEmulator = arguments.GetResult(_emulator) is { Implicit: false },
            EmulatorAddress = arguments.GetValue(_emulator) is { } address ? new Uri(address) : null,
            Json = arguments.GetValue(_json),
        };
        settings.ThrowIfContradictory();
        return settings;
    }

    private static Option<string?> Text(string name, string helpName, string description) => new(name)
    {
        HelpName = helpName,
        Description = description,
        Recursive = true,
        Validators =
        {
            option =>
            {
                if (option.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
                {
                    option.AddError($"{name} is empty.");
                }
            },
        },
    };

    private static void RequireWebAddress(OptionResult option)
    {
        if (option.Tokens is [{ Value: var text }]
            && !(Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https"))
        {
            option.AddError(
                $"--emulator takes an address such as http://127.0.0.1:9410, not '{text}'. For an emulator that ends with this "
                + "command, write --emulator last.");
        }
    }
}
