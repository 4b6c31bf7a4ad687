using System.Diagnostics;
using System.Text;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tests.Command;
using Bigin.OAuth.Tool;

namespace Bigin.OAuth.ProcessTests;

[Platform(Exclude = "Win", Reason = "Windows has no signals to send to another process.")]
[TestOf(typeof(BiginCommand))]
public sealed class Processes_of_the_command
{
    private static readonly bool[] FormsOfAnExamination = SuiteSize.Choose<bool[]>(representative: [false], full: [false, true]);

    // SIGINT comes in other tests too.
    private static readonly string[] Ends = SuiteSize.Choose<string[]>(representative: ["TERM"], full: ["TERM", "INT"]);

    [OneTimeSetUp]
    public static void Heed_the_interrupt() => Signals.HeedInterrupt();

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

    [Test]
    public async Task Refresh_once_with_a_program_that_runs_on_the_same_database()
    {
        await using CommandSession session = await CommandSession.StartAsync();
        await using RunningProgram program = await RunningProgram.StartAsync(session);
        session.Emulator.ExpireAccessTokens();
        using HttpClient bigin = program.Connections.CreateClient("tenant-42");
        using CommandProcess process = CommandProcess.StartBare(
            session, ["call", "tenant-42", "Contacts", "--emulator", session.Address, "--database", program.Database, .. program.KeyRingOptions]);

        Task<CommandEnd> command = process.EndAsync();
        while (!command.IsCompleted)
        {
            (await bigin.GetAsync(new Uri("Contacts", UriKind.Relative))).IsSuccessStatusCode.Should().BeTrue("the program is at it all the time");
            await Task.WhenAny(command, Task.Delay(10)); // leaves the processor to the command
        }

        (await command).ShouldSucceed().Json.GetProperty("data").GetArrayLength().Should().BePositive();
        session.TokenRequests.Should().Be(2, "the import and one refresh");
    }

    [Test]
    public async Task That_follow_pages_are_interrupted_between_them()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        using var stuck = new ManualResetEventSlim();
        var isAtPage2 = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        session.Emulator.Api.Map("GET", "Notes", request =>
        {
            if (request.Query.ContainsKey("page"))
            {
                isAtPage2.TrySetResult();
                stuck.Wait(Hang.Limit);
            }

            return EmulatorApiResponse.Json("""{"data":[{"id":1},{"id":2}],"info":{"page":1,"more_records":true}}""");
        });
        using CommandProcess process = CommandProcess.Start(session, "call", "default", "Notes", "--page-all");
        await isAtPage2.Task.WaitAsync(Hang.Limit);

        process.Signal("INT");
        CommandEnd end = await process.EndAsync();
        stuck.Set();

        end.ExitCode.Should().Be(130);
        end.Output.Should().Be("{\"id\":1}\n{\"id\":2}\n", "each line is a whole record");
        end.Errors.Should().Be("Page 1: 2 records\nbigin: Interrupted.\n");
    }

    [TestCaseSource(nameof(FormsOfAnExamination))]
    public async Task That_examine_are_interrupted_at_once(bool json)
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        session.Emulator.Faults.Next(EmulatorEndpoint.ServerInfo, EmulatorFault.Delay(Hang.Limit));
        int before = session.Emulator.Requests.Count;
        using CommandProcess process = CommandProcess.Start(session, json ? ["doctor", "--json"] : ["doctor"]);
        using var hang = new CancellationTokenSource(Hang.Limit);
        while (!session.Emulator.Requests.Skip(before).Any(request => request.Path == "/oauth/serverinfo"))
        {
            await Task.Delay(10, hang.Token);
        }

        process.Signal("INT");
        CommandEnd end = await process.EndAsync();

        end.ExitCode.Should().Be(130);
        end.Failure.Should().Be("bigin: Interrupted.");
        (json ? end.Output.Length == 0 : end.Output.StartsWith("ok\tsettings\t", StringComparison.Ordinal)).Should().BeTrue("half a JSON document is none");
    }

    [TestCaseSource(nameof(Ends))]
    public async Task That_are_interrupted_leave_a_state_that_works(string signal)
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        using CommandProcess process = CommandProcess.Start(session, "connect");
        await process.Link.WaitAsync(Hang.Limit);

        process.Signal(signal);
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

    [Test]
    [Platform("Linux", Reason = "The options of script(1) differ elsewhere.")]
    public async Task That_ask_in_a_terminal_are_interrupted_by_Ctrl_C_and_leave_its_line()
    {
        await using CommandSession session = await CommandSession.StartAsync();
        string command = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "bigin.dll")}' import x --data-center us --emulator {session.Address} --profile '{session.Profile}'";
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--command", command, "/dev/null"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using Process terminal = Process.Start(start)!;
        var screen = new StringBuilder();
        while (!$"{screen}".Contains("Refresh token:", StringComparison.Ordinal))
        {
            await ReadAsync();
        }

        await terminal.StandardInput.WriteAsync('\u0003');
        await terminal.StandardInput.FlushAsync();
        while (await ReadAsync())
        {
        }

        await terminal.WaitForExitAsync().WaitAsync(Hang.Limit);
        terminal.ExitCode.Should().Be(130);
        $"{screen}".Split("Refresh token:")[^1].Should().MatchRegex(@"^[^\n]*\r\n[^\n]*bigin: Interrupted\.");

        async Task<bool> ReadAsync()
        {
            char[] some = new char[1024];
            int count = await terminal.StandardOutput.ReadAsync(some).AsTask().WaitAsync(Hang.Limit);
            screen.Append(some, 0, count);
            return count > 0;
        }
    }
}
