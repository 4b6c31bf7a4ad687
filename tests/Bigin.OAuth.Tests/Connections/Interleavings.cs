using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Bigin.OAuth.Tests.Connections;

/// <summary>The exploration of docs/quality/interleavings.md, short: BIGIN_EXPLORE holds its seconds where it should take longer.</summary>
[TestOf(typeof(BiginConnections))]
public sealed class Interleavings
{
    private const string Explorer = "Bigin.OAuth.Explorer";

    private static string Seconds => Environment.GetEnvironmentVariable("BIGIN_EXPLORE") is { Length: > 0 } seconds ? seconds : SuiteSize.Choose(representative: "2", full: "20");

    [Test]
    public async Task No_order_of_steps_on_several_servers_loses_or_mixes_a_grant()
    {
        (int exitCode, string output) = await RunAsync("all", "--bound", "2", "--seconds", Seconds);

        exitCode.Should().Be(0, "it said: {0}", output);
        Number(output, "violations").Should().Be(0);
        Number(output, "searched").Should().BePositive();
        Number(output, "random").Should().BePositive();
    }

    [Test]
    public async Task A_seed_gives_the_same_schedule_each_time()
    {
        (int exitCode, string output) = await RunAsync("random", "--twice", "--schedules", "200", "--seconds", "4");

        exitCode.Should().Be(0, "it said: {0}", output);
        Number(output, "random").Should().BeGreaterThan(1);
    }

    // As a process of its own, because its thread pool has one thread.
    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        string build = Path.GetRelativePath(Repository.GetPath("tests", "Bigin.OAuth.Tests"), AppContext.BaseDirectory);
        string program = Path.Combine(Repository.GetPath("tests", Explorer), build, $"{Explorer}.dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }

    private static int Number(string output, string name) =>
        int.Parse(Regex.Match(output, $@"^summary: .*\b{name}=(\d+)", RegexOptions.Multiline).Groups[1].Value, CultureInfo.InvariantCulture);
}
