using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>The run of docs/quality/fault-run.md, short: it goes on until each kind of event has come at least once.</summary>
[TestOf(typeof(BiginConnections))]
public sealed class Random_faults
{
    private const string FaultRun = "Bigin.OAuth.FaultRun";

    [Test]
    public async Task Break_nothing_of_what_has_to_hold()
    {
        string build = Path.GetRelativePath(Repository.PathOf("tests", "Bigin.OAuth.Tests"), AppContext.BaseDirectory);
        string program = Path.Combine(Repository.PathOf("tests", FaultRun), build, $"{FaultRun}.dll");
        string[] size = SuiteSize.IsFull ? ["--seconds", "20", "--connections", "50", "--processes", "4"] : ["--seconds", "1", "--connections", "12", "--processes", "2"];
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program, .. size, "--seed", "1"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["BIGIN_POSTGRES"] = "" },
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.Should().Be(0, "it said: {0}{1}", output, await error);
        Number(output, "violations").Should().Be(0);
        foreach (string what in new[] { "refreshed", "faults", "clock-moves", "expirations", "disconnects", "revocations", "kills" })
        {
            Number(output, what).Should().BePositive(what);
        }
    }

    private static int Number(string output, string name) =>
        int.Parse(Regex.Match(output, $@"^summary: .*\b{name}=(\d+)", RegexOptions.Multiline).Groups[1].Value, CultureInfo.InvariantCulture);
}
