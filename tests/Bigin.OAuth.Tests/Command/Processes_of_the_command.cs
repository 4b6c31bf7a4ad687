using System.Runtime.InteropServices;
using Bigin.OAuth.Tool;

namespace Bigin.OAuth.Tests.Command;

[Platform(Exclude = "Win", Reason = "Windows has no signals to send to another process.")]
[TestOf(typeof(BiginCommand))]
public sealed class Processes_of_the_command
{
    private const int Interrupt = 2;
    private const nint Default = 0;

    // A shell that runs the tests in the background has them ignore SIGINT, and what they start inherits that.
    [OneTimeSetUp]
    public static void Heed_SIGINT() => signal(Interrupt, Default);

    [Test]
    public async Task Call_an_emulated_Bigin_in_one_line_without_settings()
    {
        await using CommandSession session = await CommandSession.StartAsync();
        using CommandProcess process = CommandProcess.StartBare(session, "call", "default", "GET", "Contacts", "--emulator");

        CommandEnd end = (await process.EndAsync()).ShouldSucceed();

        end.Json.GetProperty("data").GetArrayLength().Should().BePositive();
        end.Errors.Should().Contain("emulated Bigin");
        Directory.Exists(session.Profile).Should().BeFalse("nothing is kept");
    }

    [Test]
    public async Task Refresh_once_where_two_need_a_token_at_once()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        session.Emulator.ExpireAccessTokens();
        using CommandProcess one = CommandProcess.Start(session, "call", "default", "Contacts");
        using CommandProcess other = CommandProcess.Start(session, "call", "default", "Contacts");

        CommandEnd[] ends = [await one.EndAsync(), await other.EndAsync()];

        ends.Should().OnlyContain(end => end.ExitCode == 0);
        session.TokenRequests.Should().Be(2, "the import and one refresh");
    }

    [TestCase("INT")]
    [TestCase("TERM")]
    public async Task That_are_interrupted_leave_a_state_that_works(string signal)
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        using CommandProcess process = CommandProcess.Start(session, "connect");
        await process.Link.WaitAsync(Hang.Limit);

        await process.SignalAsync(signal);
        CommandEnd end = await process.EndAsync();

        end.ExitCode.Should().Be(130);
        end.Output.Should().BeEmpty();
        end.Failure.Should().Be("bigin: Interrupted.");
        (await session.RunAsync("call", "default", "Contacts")).ShouldSucceed();
    }

    [Test]
    public async Task Have_no_colour_and_no_spinner_in_a_pipe()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        using CommandProcess process = CommandProcess.Start(session, "refresh");

        CommandEnd end = (await process.EndAsync()).ShouldSucceed();

        end.Output.Should().Be("Refreshed default.\n");
        end.Errors.Should().BeEmpty();
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint signal(int number, nint handler);
}
