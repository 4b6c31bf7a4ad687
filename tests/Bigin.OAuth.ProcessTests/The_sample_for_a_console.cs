using System.Diagnostics;
using Bigin.OAuth.Interactive;
using Bigin.OAuth.Tests.Interactive;

namespace Bigin.OAuth.ProcessTests;

/// <summary>The sample as a process of its own, which was built beside the tests.</summary>
[TestOf(typeof(BiginInteractiveConnector))]
public sealed class The_sample_for_a_console
{
    [Test]
    public async Task Connects_by_itself_and_shows_the_organization()
    {
        using Process sample = Start(FreePorts.Take(), "--headless");

        (string output, string error) = await FinishAsync(sample);

        sample.ExitCode.Should().Be(0, error);
        output.Should().StartWith("Connected to Acorn Books (").And.Contain("\"org\"");
        error.Should().NotContain("code=1000");
    }

    [Test]
    public async Task Leaves_no_port_taken_when_it_is_killed()
    {
        int port = FreePorts.Take();
        using Process killed = Start(port);
        using (RawClient waiting = await ConnectAsync(port))
        {
            killed.Kill();
            await killed.WaitForExitAsync().WaitAsync(Hang.Limit);
        }

        using Process sample = Start(port, "--headless");
        (string output, string error) = await FinishAsync(sample);

        sample.ExitCode.Should().Be(0, error);
        output.Should().StartWith("Connected to ");
    }

    private static Process Start(int port, params string[] arguments)
    {
        string program = Repository.GetProgram("samples", "ConnectFromConsole");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["Bigin__RedirectUri"] = $"http://localhost:{port}/callback";
        foreach (string variable in new[] { "BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "WSL_INTEROP" })
        {
            start.Environment.Remove(variable);
        }

        return Process.Start(start)!;
    }

    private static async Task<(string Output, string Error)> FinishAsync(Process sample)
    {
        Task<string> output = sample.StandardOutput.ReadToEndAsync();
        Task<string> error = sample.StandardError.ReadToEndAsync();
        await sample.WaitForExitAsync().WaitAsync(Hang.Limit);
        return (await output, await error);
    }

    private static async Task<RawClient> ConnectAsync(int port)
    {
        using var hang = new CancellationTokenSource(Hang.Limit);
        while (true)
        {
            try
            {
                return await RawClient.ConnectAsync(port);
            }
            catch (System.Net.Sockets.SocketException)
            {
                await Task.Delay(50, hang.Token);
            }
        }
    }
}
