using System.Net;
using System.Text.Json;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Emulator.Tool;
using Bigin.OAuth.Tests.Readme;

namespace Bigin.OAuth.Tests.Emulator.Tool;

[TestOf(typeof(EmulatorSettings))]
public sealed class Settings_of_the_tool
{
    private readonly string _file = Path.GetTempFileName();

    [TearDown]
    public void Delete() => File.Delete(_file);

    [Test]
    public async Task Come_from_a_file()
    {
        JsonElement announcement = await StartAsync(
            """
            {
              "Port": 0, // comments are fine
              "clientId": "1000.FILE",
              "Users": [ { "Email": "me@example.com", "Name": "Me", "DataCenter": "jp", "Organizations": [ { "Id": "42", "Name": "My company" } ] } ],
            }
            """);

        announcement.GetProperty("clientId").GetString().Should().Be("1000.FILE");
        announcement.GetProperty("users").GetRawText().Should().Be(
            """[{"email":"me@example.com","name":"Me","dataCenter":"jp","organizations":[{"id":"42","name":"My company"}]}]""", "they stand in place of the five");
    }

    [TestCase("ServerBased", "https://app.example.com/callback")]
    [TestCase("ServerBased", "http://localhost:5000/callback")]
    [TestCase("Mobile", "myapp://callback")]
    public Task Of_clients_take_the_redirect_uris_of_their_type(string type, string redirectUri) => StartAsync(
        $$"""{ "Port": 0, "Clients": [ { "Id": "1000.A", "Secret": "secret", "Name": "Mine", "Type": "{{type}}", "RedirectUris": [ "{{redirectUri}}" ] } ] }""");

    [Test]
    public async Task Are_shown_in_the_guide()
    {
        string example = Readme_code.Blocks("docs/emulator.md", "json").Should().ContainSingle(block => block.Contains("\"Users\"", StringComparison.Ordinal)).Subject;

        JsonElement announcement = await StartAsync(example, arguments: ["--port", "0"]);

        announcement.GetProperty("users")[0].GetProperty("name").GetString().Should().Be("Me");
    }

    [TestCase("1000.FILE", null, null, "1000.FILE")]
    [TestCase("1000.FILE", "1000.ENVIRONMENT", null, "1000.ENVIRONMENT")]
    [TestCase("1000.FILE", "1000.ENVIRONMENT", "1000.ARGUMENT", "1000.ARGUMENT")]
    [TestCase("1000.FILE", null, "1000.ARGUMENT", "1000.ARGUMENT")]
    public async Task Of_arguments_win_over_the_environment_and_that_over_the_file(string file, string? environment, string? argument, string expected)
    {
        JsonElement announcement = await StartAsync(
            $$"""{ "Port": 0, "ClientId": "{{file}}" }""",
            environment is null ? [] : [("BIGIN_EMULATOR_CLIENTID", environment)],
            argument is null ? [] : ["--client-id", argument]);

        announcement.GetProperty("clientId").GetString().Should().Be(expected);
    }

    [Test]
    public async Task Say_the_port_unless_an_argument_does()
    {
        int first = FreePorts.TakeForEmulator();

        JsonElement announcement = await StartAsync("""{ "Port": 1 }""", [("BIGIN_EMULATOR_PORT", "2")], ["--port", $"{first}"]);
        JsonElement other = await StartAsync("""{ "Port": 1 }""", [("BIGIN_EMULATOR_PORT", $"{first}")]);

        other.GetRawText().Should().Be(announcement.GetRawText()).And.Contain($"http://127.0.0.1:{first}\"");
    }

    [Test]
    public async Task Of_arguments_replace_the_redirect_URIs()
    {
        await File.WriteAllTextAsync(_file, """{ "RedirectUris": [ "https://app.example.com/file", "https://app.example.com/file" ] }""");
        (ToolProcess tool, JsonElement announcement) = await ToolProcess.StartWithJsonAsync(
            [("BIGIN_EMULATOR_REDIRECTURIS__1", "https://app.example.com/environment")],
            "--config", _file, "--port", "0", "--redirect-uri", "https://app.example.com/argument");
        await using ToolProcess _ = tool;
        using var visitor = new Visitor();
        string server = announcement.GetProperty("dataCenters").GetProperty("us").GetProperty("accountsServer").GetString()!;

        foreach ((string source, string step) in new[] { ("file", "error"), ("environment", "error"), ("argument", "sign-in") })
        {
            HttpResponseMessage page = await visitor.FollowAsync(await visitor.Http.GetAsync(new Uri(
                $"{server}/oauth/v2/auth?response_type=code&scope={BiginScopes.Org.Read}&client_id={announcement.GetProperty("clientId").GetString()}&redirect_uri={Uri.EscapeDataString($"https://app.example.com/{source}")}")));

            (await page.Content.ReadAsStringAsync()).Should().Contain($"data-step=\"{step}\"", source);
        }
    }

    [Test]
    public async Task Are_all_that_the_emulator_has()
    {
        var settings = new Dictionary<string, object>
        {
            [nameof(BiginEmulatorOptions.Port)] = 0,
            [nameof(BiginEmulatorOptions.ListenOn)] = "127.0.0.1",
            [nameof(BiginEmulatorOptions.PublicHost)] = "localhost",
            [nameof(BiginEmulatorOptions.ControlInterface)] = true,
            [nameof(BiginEmulatorOptions.ClientId)] = "1000.MINE",
            [nameof(BiginEmulatorOptions.ClientSecret)] = "mine",
            [nameof(BiginEmulatorOptions.ClientSecrets)] = new { eu = "another" },
            [nameof(BiginEmulatorOptions.EnabledDataCenters)] = new[] { "us", "eu" },
            [nameof(BiginEmulatorOptions.ClientName)] = "Invoices",
            [nameof(BiginEmulatorOptions.RedirectUris)] = new[] { "https://app.example.com/callback" },
            [nameof(BiginEmulatorOptions.AdditionalScopes)] = new[] { "ZohoBigin.more.READ" },
            [nameof(BiginEmulatorOptions.WithheldScopes)] = new[] { "ZohoBigin.more.READ" },
            [nameof(BiginEmulatorOptions.Users)] = Array.Empty<object>(),
            [nameof(BiginEmulatorOptions.RejectionCarries)] = "State, Location",
            [nameof(BiginEmulatorOptions.ErrorPageStatus)] = 404,
            [nameof(BiginEmulatorOptions.CodesPerTenMinutes)] = 3,
            [nameof(BiginEmulatorOptions.CodeLifetime)] = "00:02:00",
            [nameof(BiginEmulatorOptions.VerifyPkce)] = false,
            [nameof(BiginEmulatorOptions.ScopeInTokenResponses)] = "Exchange, Refresh",
            [nameof(BiginEmulatorOptions.AllowIPRedirectUris)] = true,
            [nameof(BiginEmulatorOptions.Clients)] = new[] { new { Id = "1000.SELF", Secret = "self", Type = "SelfClient", DataCenters = new[] { "eu" } } },
            [nameof(BiginEmulatorOptions.RevocationEndsOtherTokens)] = true,
            [nameof(BiginEmulatorOptions.ApiResponses)] = new object[]
            {
                new { Method = "GET", Path = "Tasks", Body = "{}", Status = 200 },
                new { Method = "GET", Path = "Events", Organization = "Acorn Books" },
                new { Method = "GET", Path = "Calls", Status = 503, RetryAfterDelay = "00:05:00" },
                new { Method = "GET", Path = "Notes", Status = 429, RetryAfterDate = "2027-01-02T03:04:05Z" },
            },
            [nameof(BiginEmulatorOptions.AccessTokenLifetime)] = "00:30:00",
            [nameof(BiginEmulatorOptions.AccessTokensPerTenMinutes)] = 5,
            [nameof(BiginEmulatorOptions.LiveAccessTokens)] = 30,
            [nameof(BiginEmulatorOptions.LiveRefreshTokens)] = 2,
            [nameof(BiginEmulatorOptions.ThrottleStatus)] = 200,
            [nameof(BiginEmulatorOptions.ThrottleWording)] = "Chinese",
            [nameof(BiginEmulatorOptions.MaskSecrets)] = false,
        };
        settings.Keys.Should().BeEquivalentTo(typeof(BiginEmulatorOptions).GetProperties().Select(property => property.Name));
        await File.WriteAllTextAsync(_file, JsonSerializer.Serialize(settings));
        (ToolHere tool, JsonElement announcement) = await ToolHere.StartWithJsonAsync("--config", _file);
        await using ToolHere _ = tool;
        using var http = new HttpClient();

        HttpResponseMessage page = await http.GetAsync(
            new Uri(announcement.GetProperty("dataCenters").GetProperty("us").GetProperty("accountsServer").GetString() + "/oauth/v2/auth"));

        announcement.GetProperty("users").GetArrayLength().Should().Be(0);
        page.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [TestCase("0.0.0.0", "bigin-emulator: Warning: ListenOn lets in other machines. Anyone who reaches the emulator can sign in as anyone.")]
    [TestCase("127.0.0.1", "")]
    [TestCase("127.0.0.2", "", ExcludePlatform = "MacOsX", Reason = "macOS has only 127.0.0.1, unless it is told of others.")]
    public async Task That_let_in_other_machines_come_with_a_warning(string listenOn, string expected)
    {
        await File.WriteAllTextAsync(_file, $$"""{ "Port": 0, "ListenOn": "{{listenOn}}" }""");
        (ToolHere tool, _) = await ToolHere.StartWithJsonAsync("--config", _file);
        await using ToolHere __ = tool;

        tool.Errors.Trim().Should().Be(expected);
    }

    [TestCase("""{ "Prot": 1 }""", "Prot")]
    [TestCase("""{ "Port": "abc" }""", "Port", "abc")]
    [TestCase("""{ "Port": 65528 }""", "Port", "65528")]
    [TestCase("""{ "ClientSecret": null }""", "ClientSecret")]
    [TestCase("""{ "ClientId": { "a": 1 } }""", "ClientId")]
    [TestCase("""{ "RedirectUris": "https://app.example.com" }""", "BIGIN_EMULATOR_RedirectUris__0")]
    [TestCase("""{ "RedirectUris": [ "/callback" ] }""", "RedirectUris", "/callback")]
    [TestCase("""{ "ClientSecrets": { "xx": "secret" } }""", "ClientSecrets", "xx")]
    [TestCase("""{ "Users": [ { "Email": "me@example.com", "DataCenter": "us" } ] }""", "Users:0:Name")]
    [TestCase("""{ "Users": [ { "Email": "me@example.com", "Name": "Me", "DataCenter": "us", "Organizations": [ { "Id": "1" } ] } ] }""", "Users:0:Organizations:0:Name")]
    [TestCase("""{ "Users": [ { "Email": "me@example.com", "Name": "Me", "DataCenter": "us", "Organisations": [] } ] }""", "There is no setting 'Users:0:Organisations'.", "Organizations")]
    [TestCase("""{ "Users": [ { "Email": "me@example.com", "Name": "Me", "DataCenter": "us", "Organizations": "1" } ] }""", "Users:0:Organizations holds several values")]
    [TestCase("""{ "Users": [ { "Email": "me@example.com", "Name": "Me", "DataCenter": "us", "Organizations": [ { "Id": "1", "Name": "One", "Nmae": "x" } ] } ] }""", "There is no setting 'Users:0:Organizations:0:Nmae'.")]
    [TestCase("""{ "Users": [ { "Email": "me@example.com", "Name": { "First": "Me" }, "DataCenter": "us" } ] }""", "Users:0:Name")]
    [TestCase("""{ "Users": [ "me@example.com" ] }""", "Users:0")]
    [TestCase("""{ "Clients": [ { "Id": "1000.A", "Secret": "secret", "RedirectUri": "https://app.example.com" } ] }""", "There is no setting 'Clients:0:RedirectUri'.", "RedirectUris")]
    [TestCase("""{ "Clients": [ { "Id": "1000.A", "Secret": "secret", "RedirectUris": "https://app.example.com" } ] }""", "Clients:0:RedirectUris holds several values")]
    [TestCase("""{ "Clients": [ { "Id": "1000.A", "Secret": "secret", "RedirectUris": [ "app.example.com" ] } ] }""", "Clients:0:RedirectUris:0", "app.example.com")]
    [TestCase("""{ "Clients": [ { "Id": "1000.A", "Secret": "secret", "RedirectUris": [ "myapp://callback" ] } ] }""", "Clients:0:RedirectUris:0", "myapp://callback")]
    [TestCase("""{ "Clients": [ { "Id": "1000.A", "Secret": "secret", "Type": "Mobile", "RedirectUris": [ "/callback" ] } ] }""", "Clients:0:RedirectUris:0", "/callback")]
    [TestCase("""{ "Clients": [ { "Id": "1000.A", "Secret": "secret", "DataCenters": "eu" } ] }""", "Clients:0:DataCenters holds several values")]
    [TestCase("""{ "Clients": [ { "Id": "1000.A", "Secret": "secret", "DataCenters": { "first": { "second": "eu" } } } ] }""", "Clients:0:DataCenters:first")]
    [TestCase("""{ "Clients": [ { "Id": "1000.A", "Secret": "secret", "Secrets": [ "a" ] } ] }""", "Clients:0:Secrets:0", "us, eu")]
    [TestCase("""{ "Clients": [ { "Id": "1000.A", "Secret": "secret", "Secrets": "a" } ] }""", "Clients:0:Secrets holds several values")]
    [TestCase("""{ "Clients": [ { "Id": "1000.A", "Secret": "secret", "Type": "Browser" } ] }""", "Clients:0:Type", "Browser")]
    [TestCase("""{ "Clients": [ { "Id": "1000.A", "Secret": "secret", "Name": "" } ] }""", "Clients:0:Name")]
    [TestCase("""{ "ApiResponses": [ { "Method": "GET", "Path": "Tasks", "Body": "{}", "Stauts": 200 } ] }""", "There is no setting 'ApiResponses:0:Stauts'.", "Status")]
    [TestCase("""{ "ApiResponses": [ { "Method": "GET", "Path": "Tasks", "Body": { "data": [] } } ] }""", "ApiResponses:0:Body", "text")]
    [TestCase("""{ "RedirectUris": [ { "a": "https://app.example.com" } ] }""", "RedirectUris:0")]
    [TestCase("""{ "ClientSecrets": { "eu": { "a": "b" } } }""", "ClientSecrets:eu")]
    [TestCase("""{ "CodeLifetime": "soon" }""", "CodeLifetime", "soon")]
    [TestCase("""{ "ThrottleWording": "Rude" }""", "ThrottleWording", "Rude")]
    [TestCase("""{ "ClientSecret": "secret" """, "JSON", "line")]
    [TestCase("[]", "JSON")]
    [TestCase(null, "can't be read")]
    public async Task Are_named_where_they_are_wrong(string? content, params string[] named)
    {
        await File.WriteAllTextAsync(_file, content);

        (int exitCode, string output, string errors) = await ToolHere.FailAsync("--config", content is null ? _file + ".missing" : _file);

        exitCode.Should().Be(2);
        output.Should().BeEmpty();
        errors.Trim().Should().StartWith("bigin-emulator: ").And.ContainEquivalentOf(named[0]).And.ContainEquivalentOf(named[^1])
            .And.EndWith("--help.").And.NotContain("\n").And.NotContain("System.").And.NotContain("\"secret\"");
    }

    private async Task<JsonElement> StartAsync(string content, (string Name, string Value)[]? environment = null, string[]? arguments = null)
    {
        await File.WriteAllTextAsync(_file, content);
        string[] all = ["--config", _file, .. arguments ?? []];
        (IAsyncDisposable tool, JsonElement announcement) = environment is { Length: > 0 }
            ? await ToolProcess.StartWithJsonAsync(environment, all) // the environment is a process's own
            : ((IAsyncDisposable, JsonElement))await ToolHere.StartWithJsonAsync(all);
        await tool.DisposeAsync();
        return announcement;
    }
}
