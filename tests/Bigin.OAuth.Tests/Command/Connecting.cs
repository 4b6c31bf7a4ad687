using Bigin.OAuth.Tool;

namespace Bigin.OAuth.Tests.Command;

[TestOf(typeof(BiginCommand))]
public sealed class Connecting
{
    [Test]
    public async Task By_the_browser_of_this_machine()
    {
        await using CommandSession session = await CommandSession.StartAsync();
        CommandSession.CommandRun run = session.Start(TextReader.Null, "connect");

        Uri redirect = await session.Emulator.AcceptAsync(await run.LinkAsync(), CommandSession.User);
        using var browser = new HttpClient();
        string page = await browser.GetStringAsync(redirect);
        CommandEnd end = (await run.EndAsync()).ShouldSucceed();

        end.Output.Should().Be("Connected default to Acorn Books (700000101) in us.\n");
        page.Should().Contain("Acorn Books");
        (await session.RunAsync("call", "default", "Contacts")).ShouldSucceed();
    }

    [Test]
    public async Task By_an_address_that_is_pasted()
    {
        await using CommandSession session = await CommandSession.StartAsync();
        var input = new LateReader();
        CommandSession.CommandRun run = session.Start(input, "connect", "tenant-42", "--paste", "--json");

        Uri redirect = await session.Emulator.AcceptAsync(await run.LinkAsync(), CommandSession.User);
        input.Send(redirect.AbsoluteUri);
        CommandEnd end = (await run.EndAsync()).ShouldSucceed();

        end.Json.GetProperty("key").GetString().Should().Be("tenant-42");
        end.Errors.Should().NotContain("code=1000.");
    }

    [Test]
    public async Task By_a_pasted_address_works_for_a_redirect_uri_of_a_web_application()
    {
        await using CommandSession session = await CommandSession.StartAsync(options => options.RedirectUris.Add("https://app.example.com/callback"));
        session.Environment["Bigin__RedirectUri"] = "https://app.example.com/callback";
        var input = new LateReader();
        CommandSession.CommandRun run = session.Start(input, "connect", "--paste");

        input.Send((await session.Emulator.AcceptAsync(await run.LinkAsync(), CommandSession.User)).AbsoluteUri);

        (await run.EndAsync()).ShouldSucceed();
        CommandEnd browser = await session.RunAsync("connect");
        browser.ExitCode.Should().Be(4, "nothing can listen there");
        browser.Errors.Should().Contain("localhost");
    }

    [TestCase("http://localhost/callback?code=1000.a.b&state=wrong&location=us", 1, "not taken")]
    [TestCase("", 2, "No address came")]
    public async Task By_a_pasted_address_fails_where_it_is_not_the_answer(string pasted, int exitCode, string named)
    {
        await using CommandSession session = await CommandSession.StartAsync();

        CommandEnd end = await session.RunWithInputAsync(pasted + "\n", "connect", "--paste");

        end.ExitCode.Should().Be(exitCode);
        end.Output.Should().BeEmpty();
        end.Errors.Should().Contain(named).And.NotContain("1000.a.b");
    }

    [Test]
    public async Task That_the_person_rejects_changes_nothing()
    {
        await using CommandSession session = await CommandSession.StartAsync(options => options.RejectionCarries = Bigin.OAuth.Emulator.RejectionParameters.State);
        var input = new LateReader();
        CommandSession.CommandRun run = session.Start(input, "connect", "--paste");

        input.Send((await session.Emulator.RejectAsync(await run.LinkAsync(), CommandSession.User)).AbsoluteUri);
        CommandEnd end = await run.EndAsync();

        end.ExitCode.Should().Be(3);
        end.Failure.Should().Contain("rejected").And.Contain("Nothing was changed");
    }

    [TestCase("file")]
    [TestCase("-")]
    public async Task By_a_code_of_the_console(string from)
    {
        await using CommandSession session = await CommandSession.StartAsync();
        session.Environment["Bigin__ClientType"] = "SelfClient";
        string json = await session.Emulator.CreateSelfClientCodeAsync("europe@example.com", scopes: [BiginScopes.Org.Read]);
        string file = from == "-" ? "-" : session.Write("self_client.json", json);

        CommandEnd end = (await session.RunWithInputAsync(json, "connect", "--self-client", file, "--data-center", "eu")).ShouldSucceed();

        end.Output.Should().Contain("Dogwood Design");
        CommandEnd again = await session.RunWithInputAsync(json, "connect", "--self-client", file, "--data-center", "eu");
        again.ExitCode.Should().Be(1, "a code works once");
        again.Output.Should().BeEmpty();
    }

    [TestCase(2, "--self-client", "connect", "--self-client", "x", "--paste")]
    [TestCase(2, "can't be read", "connect", "--self-client", "/nowhere/self_client.json")]
    [TestCase(2, "isn't an address under", "call", "default", "https://x.example")]
    [TestCase(2, "A key is at most", "show", "KEY-OF-201-CHARACTERS")]
    [TestCase(2, "--prot", "list", "--prot")]
    [TestCase(2, "There is no command or option 'nonsense'", "nonsense")]
    public async Task With_wrong_arguments_says_which(int exitCode, string named, params string[] arguments)
    {
        await using CommandSession session = await CommandSession.StartAsync();

        CommandEnd end = await session.RunAsync([.. arguments.Select(argument => argument == "KEY-OF-201-CHARACTERS" ? new string('k', 201) : argument)]);

        end.ExitCode.Should().Be(exitCode);
        end.Output.Should().BeEmpty();
        end.Errors.Should().StartWith("bigin: ").And.Contain(named).And.NotContain("   at ");
    }

    [Test]
    public async Task To_another_organization_needs_to_be_allowed()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();

        CommandEnd refused = await PasteAsync("connect", "--paste");
        CommandEnd allowed = await PasteAsync("connect", "--paste", "--allow-organization-change");

        refused.ExitCode.Should().Be(1);
        refused.Errors.Should().Contain("Acorn Books").And.Contain("Dogwood Design").And.Contain("--allow-organization-change");
        allowed.ShouldSucceed().Output.Should().Contain("Dogwood Design");

        async Task<CommandEnd> PasteAsync(params string[] arguments)
        {
            var input = new LateReader();
            CommandSession.CommandRun run = session.Start(input, arguments);
            input.Send((await session.Emulator.AcceptAsync(await run.LinkAsync(), "europe@example.com")).AbsoluteUri);
            return await run.EndAsync();
        }
    }

    [TestCase("connect")]
    [TestCase("connect", "--paste")]
    public async Task That_is_interrupted_leaves_a_state_that_works(params string[] arguments)
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        CommandSession.CommandRun run = session.Start(new LateReader(), arguments);
        Uri link = await run.LinkAsync();

        await run.InterruptAsync();
        CommandEnd end = await run.EndAsync();

        end.ExitCode.Should().Be(130);
        end.Failure.Should().Be("bigin: Interrupted.");
        end.Output.Should().BeEmpty();
        Func<Task> visit = async () => await new HttpClient().GetAsync(await RedirectAsync());
        await visit.Should().ThrowAsync<HttpRequestException>("the ports are closed");
        (await session.RunAsync("call", "default", "Contacts")).ShouldSucceed();

        Task<Uri> RedirectAsync() => session.Emulator.AcceptAsync(link, CommandSession.User);
    }
}
