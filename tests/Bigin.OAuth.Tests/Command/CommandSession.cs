using System.Diagnostics.CodeAnalysis;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tests.Connections.Store;
using Bigin.OAuth.Tool;
using Bigin.OAuth.Tool.Output;

namespace Bigin.OAuth.Tests.Command;

/// <summary>The command in this process, with a profile folder of its own and an emulator that it reaches by its address.</summary>
internal sealed class CommandSession : IAsyncDisposable
{
    internal const string User = "one@example.com";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bigin");
    private readonly List<string> _texts = [];

    private CommandSession(BiginEmulator emulator) => Emulator = emulator;

    internal BiginEmulator Emulator { get; }

    internal string Address => Emulator.DataCenters[0].AccountsServer.AbsoluteUri;

    internal string Profile => Path.Combine(_folder.FullName, "profile");

    /// <summary>Gets all that the commands printed.</summary>
    internal IReadOnlyList<string> Texts => _texts;

    internal Dictionary<string, string> Environment { get; } = [];

    internal ImpatientClock Clock { get; } = new();

    /// <summary>Gets or sets a value indicating whether a person looks at results and messages.</summary>
    internal bool IsTerminal { get; set; }

    /// <summary>Gets or sets a value indicating whether a person types what is read.</summary>
    internal bool IsInputTerminal { get; set; }

    internal string DatabaseFile => Path.Combine(Profile, "bigin.db");

    internal int TokenRequests => Emulator.Requests.Count(request => request.Path == "/oauth/v2/token");

    internal static async Task<CommandSession> StartAsync(Action<BiginEmulatorOptions>? configure = null) => new(await BiginEmulator.StartAsync(configure ?? (_ => { })));

    /// <summary>Starts a session that has a connection already.</summary>
    internal static async Task<CommandSession> StartConnectedAsync(string key = "default", string user = User, string dataCenter = "us")
    {
        CommandSession session = await StartAsync();
        (await session.ImportAsync(key, user, dataCenter)).ShouldSucceed();
        return session;
    }

    /// <summary>Names the emulator as a data center of the settings. The option <c>--emulator</c> would take over its id and secret.</summary>
    internal void SetClient(string? id = null, string? secret = null)
    {
        Environment["Bigin__ClientType"] = "SelfClient";
        Environment["Bigin__ClientId"] = id ?? Emulator.ClientId;
        Environment["Bigin__ClientSecret"] = secret ?? Emulator.ClientSecret;
        Environment["Bigin__AllowedDataCenters__0"] = "us";
        DataCenter dataCenter = Emulator.DataCenters.Single(known => known.Id == "us");
        Environment["Bigin__DataCenters__0__Id"] = dataCenter.Id;
        Environment["Bigin__DataCenters__0__AccountsServer"] = dataCenter.AccountsServer.AbsoluteUri;
        Environment["Bigin__DataCenters__0__ApiServer"] = dataCenter.ApiServer.AbsoluteUri;
    }

    /// <summary>Deletes the key ring, so that what is stored can't be decrypted any more.</summary>
    internal void DeleteKeys() => new DirectoryInfo(Path.Combine(Profile, "keys")).GetFiles().ToList().ForEach(file => file.Delete());

    /// <summary>Puts what is no database in the place of the profile's.</summary>
    internal void SpoilDatabase()
    {
        SqlitePool.Clear(DatabaseFile);
        File.WriteAllText(DatabaseFile, new string('x', 8_192));
    }

    /// <summary>Changes the stored rows, as another version of the program might have written them.</summary>
    internal async Task ChangeRowsAsync(string assignment)
    {
        await using var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={DatabaseFile}");
        await database.OpenAsync();
        await using Microsoft.Data.Sqlite.SqliteCommand update = database.CreateCommand();
#pragma warning disable CA2100 // the test's own text
        update.CommandText = $"UPDATE BiginConnections SET {assignment}";
#pragma warning restore CA2100
        (await update.ExecuteNonQueryAsync()).Should().BePositive();
    }

    internal string GetPath(string name) => Path.Combine(_folder.FullName, name);

    internal string Write(string name, string text)
    {
        File.WriteAllText(GetPath(name), text);
        return GetPath(name);
    }

    internal Task<CommandEnd> ImportAsync(string key, string user = User, string dataCenter = "us") =>
        RunWithInputAsync(Emulator.IssueRefreshToken(user).Reveal() + "\n", "import", key, "--data-center", dataCenter);

    internal Task<CommandEnd> RunAsync(params string[] arguments) => RunWithInputAsync("", arguments);

    internal Task<CommandEnd> RunWithInputAsync(string input, params string[] arguments) => RunBareAsync(input, AtEmulator(arguments));

    /// <summary>Runs it without the options that name emulator and profile.</summary>
    internal async Task<CommandEnd> RunBareAsync(string input, params string[] arguments)
    {
        var run = new CommandRun(this, new StringReader(input), arguments);
        return await run.EndAsync();
    }

    /// <summary>Starts it, for what happens meanwhile.</summary>
    internal CommandRun Start(TextReader input, params string[] arguments) => new(this, input, AtEmulator(arguments));

    internal void Remember(CommandEnd end) => _texts.AddRange([end.Output, end.Errors]);

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        SqlitePool.ClearFolder(_folder);
        _folder.Delete(recursive: true);
    }

    internal string[] AtEmulator(string[] arguments) => [.. arguments, "--emulator", Address, "--profile", Profile];

    /// <summary>One run of the command.</summary>
    [SuppressMessage("Design", "CA1001", Justification = "The end of the run disposes of them.")]
    internal sealed class CommandRun
    {
        private readonly CommandSession _session;
        private readonly MemoryStream _output = new();
        private readonly CommandConsole _console;
        private readonly CancellationTokenSource _interrupt = new();
        private readonly Task<int> _run;

        internal CommandRun(CommandSession session, TextReader input, string[] arguments)
        {
            _session = session;
            _console = new CommandConsole(_output, Errors, input)
            {
                Environment = session.Environment,
                Clock = session.Clock,
                IsOutputTerminal = session.IsTerminal,
                IsErrorTerminal = session.IsTerminal,
                IsInputTerminal = session.IsInputTerminal,
            };
            _run = BiginCommand.RunAsync(arguments, _console, _interrupt.Token);
        }

        internal WatchedWriter Errors { get; } = new();

        internal Task InterruptAsync() => _interrupt.CancelAsync();

        /// <summary>Waits for the consent link. A run that ends without one fails the test.</summary>
        internal async Task<Uri> LinkAsync()
        {
            await Task.WhenAny(Errors.Link, _run).WaitAsync(Hang.Limit);
            Errors.Link.IsCompleted.Should().BeTrue("the command ended without a link: {0}", Errors);
            return await Errors.Link;
        }

        internal async Task<CommandEnd> EndAsync()
        {
            int exitCode = await _run.WaitAsync(Hang.Limit);
            _interrupt.Dispose();
            var end = new CommandEnd(exitCode, System.Text.Encoding.UTF8.GetString(_output.ToArray()), Errors.ToString());
            _console.Dispose();
            _session.Remember(end);
            return end;
        }
    }
}
