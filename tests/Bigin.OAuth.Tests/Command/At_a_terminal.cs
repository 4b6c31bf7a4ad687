using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tool.Output;

namespace Bigin.OAuth.Tests.Command;

/// <summary>What a person sees, in place of what is written for other programs.</summary>
[TestOf(typeof(CommandConsole))]
public sealed class At_a_terminal
{
    private const string Colour = "\u001b\\[(3|9)[0-7]m";

    [Test]
    public async Task Lists_are_tables_whose_status_has_a_colour()
    {
        await using CommandSession session = await StartAsync();
        (await session.ImportAsync("europe", "europe@example.com", "eu")).ShouldSucceed();
        session.Emulator.RevokeAll("europe@example.com");
        (await session.RunAsync("refresh", "europe")).ExitCode.Should().Be(3);

        CommandEnd end = (await session.RunAsync("list")).ShouldSucceed();

        end.Output.Should().Contain("╭").And.Contain("Acorn Books").And.Contain("needs consent").And.NotContain("\t");
        end.Output.Split('\n').Should().ContainSingle(line => line.Contains("default")).Which.Should().MatchRegex($"{Colour}active");
    }

    [TestCase("NO_COLOR", "1", Colour)]
    [TestCase("TERM", "dumb", "\u001b")]
    public async Task Colours_are_left_out_where_the_person_wants_none(string name, string value, string unwanted)
    {
        await using CommandSession session = await StartAsync();
        session.Environment[name] = value;

        CommandEnd list = (await session.RunAsync("list")).ShouldSucceed();
        CommandEnd failure = await session.RunAsync("show", "nothing");

        list.Output.Should().Contain("Acorn Books").And.NotMatchRegex(unwanted);
        failure.Errors.Should().Contain("bigin: ").And.NotMatchRegex(unwanted);
    }

    [Test]
    public async Task Responses_are_indented_and_hold_nothing_that_the_terminal_obeys()
    {
        await using CommandSession session = await StartAsync();
        session.Emulator.Api.Map("GET", "Notes", _ => EmulatorApiResponse.Json("""{"data":[{"id":1}]}"""));
        session.Emulator.Api.Map("GET", "Odd", _ => EmulatorApiResponse.Json("""{"data":[{"name":"\u001b[2J"}]}"""));
        session.Emulator.Api.Map("GET", "Empty", _ => EmulatorApiResponse.Empty());

        CommandEnd notes = (await session.RunAsync("call", "default", "Notes")).ShouldSucceed();
        CommandEnd odd = (await session.RunAsync("call", "default", "Odd")).ShouldSucceed();
        CommandEnd empty = (await session.RunAsync("call", "default", "Empty")).ShouldSucceed();
        session.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Html(500));
        CommandEnd page = await session.RunAsync("call", "default", "Notes");

        notes.Output.ReplaceLineEndings("\n").Should().StartWith("{\n  \"data\": [\n");
        odd.Output.Should().NotContain("\u001b");
        empty.Output.Should().BeEmpty();
        page.ExitCode.Should().Be(5);
        page.Output.Should().Contain("<html", "what isn't JSON is shown as it is");
    }

    [Test]
    public async Task Responses_are_printed_as_they_came_on_demand()
    {
        await using CommandSession session = await StartAsync();
        session.Emulator.Api.Map("GET", "Notes", _ => EmulatorApiResponse.Json("""{"data":[{"id":1}]}"""));

        (await session.RunAsync("call", "default", "Notes", "--json")).ShouldSucceed().Output.Should().Be("""{"data":[{"id":1}]}""");
    }

    [Test]
    public async Task The_doctor_marks_what_it_finds_and_puts_the_fix_below_it()
    {
        await using CommandSession session = await StartAsync();
        session.Environment["Bigin__AllowedDataCenters__0"] = "eu";
        session.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Throttle);

        CommandEnd end = await session.RunAsync("doctor");

        end.ExitCode.Should().Be(4);
        string[] lines = end.Output.Split('\n');
        lines.Should().ContainMatch("*ok*  settings: *").And.ContainMatch("*! *  client: eu: Bigin limits requests*").And.ContainMatch("*x *  connection: default: *");
        lines.Should().Contain("    Run it again in ten minutes.");
        end.Output.Should().MatchRegex($"{Colour}ok").And.NotContain("\t");
    }

    [Test]
    public async Task A_token_is_not_asked_for_where_it_would_be_shown()
    {
        await using CommandSession session = await CommandSession.StartAsync();
        session.IsInputTerminal = true;

        CommandEnd end = await session.ImportAsync("default");

        end.ExitCode.Should().Be(2);
        end.Failure.Should().Contain("would be shown here, because standard error is no terminal");
        session.TokenRequests.Should().Be(0);
    }

    private static async Task<CommandSession> StartAsync()
    {
        CommandSession session = await CommandSession.StartConnectedAsync();
        session.IsTerminal = true;
        return session;
    }
}
