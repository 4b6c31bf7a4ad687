using System.Globalization;
using System.Text.RegularExpressions;

namespace Bigin.OAuth.ProcessTests;

/// <summary>The exploration of docs/quality/interleavings.md, short: BIGIN_EXPLORE holds its seconds where it should take longer.</summary>
[TestOf(typeof(BiginConnections))]
public sealed class Interleavings
{
    private static readonly string Asked = Environment.GetEnvironmentVariable("BIGIN_EXPLORE") ?? "";

    private static bool IsAsked => Asked.Length > 0;

    private static string Seconds => IsAsked ? Asked : SuiteSize.Choose(representative: "2", full: "20");

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
    private static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) =>
        TestProgram.RunAsync("Bigin.OAuth.Explorer", arguments, IsAsked ? Timeout.InfiniteTimeSpan : Hang.Limit);

    private static int Number(string output, string name) =>
        int.Parse(Regex.Match(output, $@"^summary: .*\b{name}=(\d+)", RegexOptions.Multiline).Groups[1].Value, CultureInfo.InvariantCulture);
}
