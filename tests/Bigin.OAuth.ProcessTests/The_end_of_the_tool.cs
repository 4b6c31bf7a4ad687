using System.Diagnostics;
using System.Text.Json;
using Bigin.OAuth.Emulator.Tool;
using Bigin.OAuth.Tests.Emulator.Tool;

namespace Bigin.OAuth.ProcessTests;

[Platform(Exclude = "Win", Reason = "Windows has no signals to send to another process.")]
[TestOf(typeof(EmulatorCommand))]
public sealed class The_end_of_the_tool
{
    [OneTimeSetUp]
    public static void Heed_the_interrupt() => Signals.HeedInterrupt();

    [TestCase("INT")]
    [TestCase("TERM")]
    public async Task Comes_with_a_signal_and_frees_the_ports(string signal)
    {
        int first = FreePorts.TakeForEmulator();
        (ToolProcess tool, JsonElement announcement) = await ToolProcess.StartWithJsonAsync("--port", $"{first}");
        await using ToolProcess _ = tool;
        using var http = new HttpClient(); // keeps a connection open
        await http.GetAsync(new Uri(announcement.GetProperty("dataCenters").GetProperty("us").GetProperty("accountsServer").GetString()!));

        tool.Signal(signal);

        (await tool.EndAsync()).Should().Be((0, "", ""));
        (ToolProcess next, JsonElement again) = await ToolProcess.StartWithJsonAsync("--port", $"{first}");
        await using ToolProcess __ = next;
        again.GetRawText().Should().Be(announcement.GetRawText());
    }

    [Test]
    public async Task Comes_at_once_after_the_text_for_a_person()
    {
        await using ToolProcess tool = ToolProcess.Start("--port", "0");
        await tool.ReadUntilAsync("Press Ctrl+C to end it.");

        tool.Signal("INT");

        (int exitCode, string output, string errors) = await tool.EndAsync();
        exitCode.Should().Be(0);
        output.Trim().Should().BeEmpty();
        errors.Should().BeEmpty();
    }

    [Test]
    [Platform(Exclude = "MacOsX", Reason = "The bash of macOS is too old for coproc.")]
    public async Task Comes_with_standard_input_also_when_the_program_that_started_it_is_killed()
    {
        int first = FreePorts.TakeForEmulator(); // no other server begins to listen there, once this one has ended
        // The shell holds the pipe to the emulator's standard input, and waits until it is killed. Both write to the same standard error stream.
        using Process shell = Process.Start(new ProcessStartInfo("bash", ["-c", $$"""
            coproc dotnet '{{Path.Combine(AppContext.BaseDirectory, "bigin-emulator.dll")}}' --port {{first}} --json --stop-with-stdin
            read -r line <&"${COPROC[0]}" && echo "$line" && read -r
            """])
        { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = shell.StandardError.ReadToEndAsync();
        JsonElement announcement = JsonElement.Parse((await shell.StandardOutput.ReadLineAsync().WaitAsync(Hang.Limit))!);
        var address = new Uri(announcement.GetProperty("dataCenters").GetProperty("us").GetProperty("accountsServer").GetString()!);
        using var http = new HttpClient();
        (await http.GetAsync(address)).IsSuccessStatusCode.Should().BeTrue();

        shell.Kill(); // SIGKILL

        (await errors.WaitAsync(Hang.Limit)).Should().BeEmpty("the stream ends when both have");
        await http.Invoking(client => client.GetAsync(address)).Should().ThrowAsync<HttpRequestException>();
    }

    [Test]
    public async Task Comes_when_standard_input_closes()
    {
        await using ToolProcess tool = ToolProcess.Start("--port", "0", "--stop-with-stdin");
        await tool.ReadUntilAsync("Press Ctrl+C to end it.");

        tool.CloseInput();

        (int exitCode, string output, string errors) = await tool.EndAsync();
        (exitCode, output.Trim(), errors).Should().Be((0, "", ""));
    }
}
