using System.Net;
using System.Net.Sockets;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tests.Interactive;
using Bigin.OAuth.Tool;

namespace Bigin.OAuth.Tests.Command;

/// <summary>What a connect prints that ends without a connection, in the browser of this machine and by a pasted address alike.</summary>
[TestOf(typeof(BiginCommand))]
public sealed class Answers_to_the_link
{
    [Test]
    public async Task Without_a_refresh_token_name_the_setting([Values] bool pastes)
    {
        await using CommandSession session = await CommandSession.StartAsync();
        session.Environment["Bigin__AccessType"] = "Online";

        CommandEnd end = await ConnectAsync(session, pastes, link => session.Emulator.AcceptAsync(link, CommandSession.User));

        end.ExitCode.Should().Be(1);
        end.Failure.Should().Contain("no refresh token").And.Contain("Set AccessType to Offline");
    }

    [TestCase(true, "server_error", "Bigin answered with the error server_error. Check client id, redirect URI and scopes in Zoho's API console.")]
    [TestCase(false, "server_error", "Bigin answered with the error server_error. Check client id, redirect URI and scopes in Zoho's API console.")]
    [TestCase(true, "no_org", "This Zoho user has no Bigin organization. Sign in as another user.")]
    public async Task With_an_error_say_what_to_check(bool pastes, string error, string expected)
    {
        await using CommandSession session = await CommandSession.StartAsync();

        CommandEnd end = await ConnectAsync(session, pastes, link => Task.FromResult(State.Answer(link, $"error={error}")));

        end.ExitCode.Should().Be(1);
        end.Failure.Should().Be($"bigin: {expected}");
    }

    [Test]
    public async Task That_reject_change_nothing_in_the_browser_either()
    {
        await using CommandSession session = await CommandSession.StartAsync();

        CommandEnd end = await ConnectAsync(session, pastes: false, link => Task.FromResult(State.Answer(link, "error=access_denied")));

        end.ExitCode.Should().Be(3);
        end.Failure.Should().Be("bigin: The request was rejected in the browser. Nothing was changed.");
    }

    [Test]
    public async Task Whose_code_Bigin_refuses_say_why([Values] bool pastes, [Values] bool isNamed)
    {
        await using CommandSession session = await CommandSession.StartAsync();
        session.Emulator.Faults.Next(EmulatorEndpoint.Token, isNamed ? EmulatorFault.Error("invalid_client") : EmulatorFault.Status(503));

        CommandEnd end = await ConnectAsync(session, pastes, link => session.Emulator.AcceptAsync(link, CommandSession.User));

        end.ExitCode.Should().Be(isNamed ? 4 : 5);
        end.Failure.Should().StartWith($"bigin: Bigin refused: {(isNamed ? "invalid_client" : "ServerError")}.");
    }

    [Test]
    public async Task Of_another_organization_are_refused_in_the_browser_too()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();

        CommandEnd end = await ConnectAsync(session, pastes: false, link => session.Emulator.AcceptAsync(link, "europe@example.com"));

        end.ExitCode.Should().Be(1);
        end.Failure.Should().Contain("Acorn Books").And.Contain("Dogwood Design").And.Contain("--allow-organization-change");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Never_come_to_a_self_client(bool pastes)
    {
        await using CommandSession session = await CommandSession.StartAsync();
        session.Environment["Bigin__ClientType"] = "SelfClient";

        CommandEnd end = await session.RunAsync([.. Arguments(pastes)]);

        end.ExitCode.Should().Be(4);
        end.Errors.Should().StartWith("bigin: ").And.Contain("SelfClient").And.NotContain("   at ");
    }

    [Test]
    public async Task Cannot_come_to_a_port_that_another_program_has()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using CommandSession session = await CommandSession.StartAsync();
        session.Environment["Bigin__RedirectUri"] = $"http://localhost:{((IPEndPoint)other.LocalEndpoint).Port}/callback";

        CommandEnd end = await session.RunAsync("connect");

        end.ExitCode.Should().Be(4);
        end.Failure.Should().EndWith("Or use --paste, which needs no port.");
    }

    private static async Task<CommandEnd> ConnectAsync(CommandSession session, bool pastes, Func<Uri, Task<Uri>> answer)
    {
        var input = new LateReader();
        CommandSession.CommandRun run = session.Start(pastes ? input : TextReader.Null, [.. Arguments(pastes)]);
        Uri redirect = await answer(await run.LinkAsync());
        if (pastes)
        {
            input.Send(redirect.AbsoluteUri);
        }
        else
        {
            using var browser = new HttpClient();
            (await browser.GetAsync(redirect)).Dispose();
        }

        return await run.EndAsync();
    }

    private static IEnumerable<string> Arguments(bool pastes) => pastes ? ["connect", "--paste"] : ["connect"];
}
