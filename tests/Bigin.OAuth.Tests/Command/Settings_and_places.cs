using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Bigin.OAuth.Tool;

namespace Bigin.OAuth.Tests.Command;

[TestOf(typeof(BiginCommand))]
public sealed class Settings_and_places
{
    private const string SelfClient = """{ "Zoho": { "ClientType": "SelfClient", "ClientId": "1000.FILE", "ClientSecret": "secret" } }""";

    [Test]
    public async Task Come_from_a_file_and_from_the_environment_which_wins()
    {
        await using CommandSession session = await CommandSession.StartAsync();
        string file = session.Write("appsettings.json", SelfClient);
        string[] arguments = ["doctor", "--settings", file, "--section", "Zoho", "--profile", session.Profile];
        session.Environment["Zoho__AllowedDataCenters__0"] = "us";
        session.Environment["Zoho__DataCenters__0__Id"] = "us";
        session.Environment["Zoho__DataCenters__0__AccountsServer"] = session.Address;
        session.Environment["Zoho__DataCenters__0__ApiServer"] = session.Address;

        CommandEnd byFile = await session.RunBareAsync("", arguments);
        session.Environment["Zoho__ClientId"] = "1000.ENVIRONMENT";
        CommandEnd byEnvironment = await session.RunBareAsync("", arguments);

        byFile.Output.Should().Contain("Client 1000.FILE (SelfClient)");
        byEnvironment.Output.Should().Contain("Client 1000.ENVIRONMENT (SelfClient)");
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Windows has no modes.")]
    [UnsupportedOSPlatform("windows")]
    public async Task Come_from_the_profile_folder_where_no_file_is_named()
    {
        await using CommandSession session = await CommandSession.StartAsync();
        Directory.CreateDirectory(session.Profile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        session.Write("profile/settings.json", SelfClient.Replace("Zoho", "Bigin", StringComparison.Ordinal));

        CommandEnd end = await session.RunBareAsync("", "show", "--profile", session.Profile);

        end.ExitCode.Should().Be(3, "the settings are good, and nothing is connected");
    }

    [TestCase("--settings", "/nowhere/appsettings.json", "no settings file")]
    [TestCase("--settings", "broken.json", "can't be read")]
    [TestCase("--database", "App", "--key-ring")]
    [TestCase("--key-ring", "/nowhere", "--database")]
    [TestCase("--table", "connections", "--database")]
    [TestCase("--schema", "crm", "--database")]
    public async Task That_are_wrong_are_named(string option, string value, string named)
    {
        await using CommandSession session = await CommandSession.StartAsync();
        value = value == "broken.json" ? session.Write(value, """{ "Bigin": { "ClientSecret": "s3cret" """) : value;

        CommandEnd end = await session.RunBareAsync("", "list", option, value);

        end.ExitCode.Should().BeOneOf(2, 4);
        end.Errors.Should().StartWith("bigin: ").And.Contain(named).And.NotContain("s3cret");
    }

    [TestCase("two places", "list", "--database", "x", "--key-ring", "k", "--application-name", "a", "--profile", "p")]
    [TestCase("in memory", "list", "--emulator", "--profile", "p")]
    [TestCase("in memory", "list", "--database", "x", "--key-ring", "k", "--application-name", "a", "--emulator")]
    [TestCase("--section is empty", "list", "--section", " ")]
    [TestCase("--emulator takes an address", "list", "--emulator", "nonsense")]
    [TestCase("--emulator takes an address", "list", "--emulator", "ftp://127.0.0.1")]
    [TestCase("--max-wait takes a number of seconds", "call", "default", "Contacts", "--max-wait", "soon")]
    [TestCase("GET sends no --data", "call", "default", "GET", "Contacts", "--data", "{}")]
    [TestCase("--page-all goes with GET only", "call", "default", "POST", "Contacts", "--write", "--page-all")]
    [TestCase("The file of --data can't be read", "call", "default", "POST", "Contacts", "--write", "--data", "@/nowhere/x.json", "--emulator")]
    public async Task That_do_not_go_together_are_refused(string named, params string[] arguments)
    {
        await using CommandSession session = await CommandSession.StartAsync();

        CommandEnd end = await session.RunBareAsync("", arguments);

        end.ExitCode.Should().Be(2);
        end.Output.Should().BeEmpty();
        end.Errors.Should().MatchRegex($"(^|\n)bigin: [^\n]*{Regex.Escape(named)}");
    }

    [TestCase("There is no key ring", "app.db", "/nowhere")]
    [TestCase("is for neither SQLite (Data Source=…) nor PostgreSQL (Host=…)", "Color=blue", "")]
    [TestCase("--database isn't a connection string", "Color=\"blue", "")]
    [TestCase("The connection string App of the settings isn't a connection string", "App", "")]
    public async Task Of_a_program_that_lead_nowhere_are_named(string named, string database, string ring)
    {
        await using CommandSession session = await CommandSession.StartAsync();
        session.Environment["ConnectionStrings__App"] = "Password=\"s3cret";
        string folder = ring.Length > 0 ? ring : Directory.CreateDirectory(session.GetPath("ring")).FullName;

        CommandEnd end = await session.RunBareAsync(
            "", "list", "--emulator", session.Address, "--database", database, "--key-ring", folder, "--application-name", "invoices");

        end.ExitCode.Should().Be(4);
        end.Errors.Should().Contain(named).And.NotContain("s3cret");
    }

    [TestCase("user secrets", "The settings can't be read.", "list", "--user-secrets", "a\0b")]
    [TestCase("a profile that is a file", "can't be used.", "list", "--profile", "FILE")]
    public async Task That_cannot_be_read_are_named(string what, string named, params string[] arguments)
    {
        await using CommandSession session = await CommandSession.StartAsync();
        session.SetClient();
        string file = session.Write("file", what);

        CommandEnd end = await session.RunBareAsync("", [.. arguments.Select(argument => argument == "FILE" ? file : argument)]);

        end.ExitCode.Should().Be(4);
        end.Errors.Should().Contain(named);
    }

    [Test]
    public async Task In_the_home_folder_are_used_by_the_environment()
    {
        await using CommandSession session = await CommandSession.StartAsync();
        session.Environment["XDG_DATA_HOME"] = session.GetPath("data");
        (await session.RunBareAsync(session.Emulator.IssueRefreshToken(CommandSession.User).Reveal(), "import", "default", "--data-center", "us", "--emulator", session.Address)).ShouldSucceed();
        session.Environment["BIGIN_HOME"] = session.GetPath("home");
        CommandEnd elsewhere = (await session.RunBareAsync("", "list", "--json", "--emulator", session.Address)).ShouldSucceed();

        File.Exists(session.GetPath("data/bigin/emulator/bigin.db")).Should().BeTrue("connections of an emulator never stand beside real ones");
        File.Exists(session.GetPath("home/emulator/bigin.db")).Should().BeTrue();
        elsewhere.Output.Should().Be("[]\n");
        session.Environment["Bigin__ClientType"] = "SelfClient";
        session.Environment["Bigin__ClientId"] = "1000.REAL";
        CommandEnd real = (await session.RunBareAsync("", "list", "--json")).ShouldSucceed();
        real.Output.Should().Be("[]\n", "the folder of the emulator's connections leaves the person's own usable");
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Windows has no modes.")]
    [UnsupportedOSPlatform("windows")]
    public async Task Of_the_profile_are_for_their_owner_only()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

        string[] entries = [session.Profile, .. Directory.GetFileSystemEntries(session.Profile, "*", SearchOption.AllDirectories)];
        entries.Should().HaveCountGreaterThan(3).And.OnlyContain(entry => (File.GetUnixFileMode(entry) & Others) == 0);

        File.SetUnixFileMode(session.Profile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);
        CommandEnd end = await session.RunAsync("list");

        end.ExitCode.Should().Be(4);
        end.Errors.Should().Contain($"chmod 700 '{session.Profile}'");
    }

    [Test]
    public async Task Of_a_program_are_shared_with_it_and_cause_one_refresh()
    {
        await using CommandSession session = await CommandSession.StartAsync();
        await using RunningProgram program = await RunningProgram.StartAsync(session);
        session.Environment["ConnectionStrings__App"] = program.ConnectionString;
        string[] place = ["--emulator", session.Address, "--database", "App", .. program.KeyRingOptions];
        session.Emulator.ExpireAccessTokens();

        using HttpClient bigin = program.Connections.CreateClient("tenant-42");
        Task<HttpResponseMessage> byProgram = bigin.GetAsync(new Uri("Contacts", UriKind.Relative));
        CommandEnd byCommand = await session.RunBareAsync("", ["call", "tenant-42", "Contacts", .. place]);

        byCommand.ShouldSucceed();
        (await byProgram).IsSuccessStatusCode.Should().BeTrue();
        session.TokenRequests.Should().Be(2, "the import and one refresh");
        CommandEnd withWrongName = await session.RunBareAsync("", ["show", "tenant-42", .. place[..^1], "another"]);
        withWrongName.ExitCode.Should().Be(4);
        withWrongName.Errors.Should().Contain("application name");
    }

    [Test]
    public async Task Of_a_program_are_neither_created_nor_given_a_key()
    {
        await using CommandSession session = await CommandSession.StartAsync();
        DirectoryInfo ring = Directory.CreateDirectory(session.GetPath("ring"));
        string[] place = ["--emulator", session.Address, "--key-ring", ring.FullName, "--application-name", "invoices", "--database"];

        CommandEnd noFile = await session.RunBareAsync("", ["list", .. place, session.GetPath("app.db")]);
        await File.WriteAllBytesAsync(session.GetPath("empty.db"), []);
        CommandEnd noTable = await session.RunBareAsync("", ["list", .. place, session.GetPath("empty.db")]);
        CommandEnd password = await session.RunBareAsync("", ["list", .. place, "Host=db;Username=app;Password=hunter2"]);

        noFile.ExitCode.Should().Be(4);
        File.Exists(session.GetPath("app.db")).Should().BeFalse();
        noTable.ExitCode.Should().Be(4);
        ring.GetFiles().Should().BeEmpty();
        password.ExitCode.Should().Be(2);
        password.Errors.Should().Contain("ConnectionStrings__App").And.NotContain("hunter2");
    }
}
