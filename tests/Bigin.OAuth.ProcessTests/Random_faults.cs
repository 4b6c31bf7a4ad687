using System.Globalization;
using System.Text.RegularExpressions;

namespace Bigin.OAuth.ProcessTests;

/// <summary>The run of docs/quality/fault-run.md, short: it plays each kind of event once, and goes on until faults have been met.</summary>
[Order(0)] // takes longest, and mostly waits: the others run meanwhile
[Parallelizable(ParallelScope.Self)]
[TestOf(typeof(BiginConnections))]
public sealed class Random_faults
{
    private static readonly string[] Events =
    [
        "refreshed", "bigin-faults", "store-faults", "clock-moves", "expirations", "connects", "imports", "disconnects", "forgets", "explicit-refreshes", "removals", "kills", "stops",
    ];

    private static IEnumerable<TestCaseData> Runs => SuiteSize.IsFull
        ?
        [
            new TestCaseData("--seconds 20 --connections 50 --processes 4", Events).SetArgDisplayNames("faults"),
            new TestCaseData("race --seconds 25 --processes 3", new[] { "connects", "disconnected" }).SetArgDisplayNames("a race"),
        ]
        : [new TestCaseData("--seconds 1 --connections 3 --processes 2", Events).SetArgDisplayNames("faults")];

    [TestCaseSource(nameof(Runs))]
    public async Task Break_nothing_of_what_has_to_hold(string run, string[] events)
    {
        string[] arguments = [.. run.Split(' '), "--seed", "2"]; // the quickest of nine to reach every kind of event

        (int exitCode, string output) = await TestProgram.RunAsync("Bigin.OAuth.FaultRun", arguments, Hang.Limit);

        exitCode.Should().Be(0, "it said: {0}", output);
        Number(output, "violations").Should().Be(0);
        foreach (string what in events)
        {
            Number(output, what).Should().BePositive(what);
        }
    }

    private static int Number(string output, string name) =>
        int.Parse(Regex.Match(output, $@"^summary: .* {name}=(\d+)", RegexOptions.Multiline).Groups[1].Value, CultureInfo.InvariantCulture);
}
