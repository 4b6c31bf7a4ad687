using Bigin.OAuth.Tool.Output;
using Spectre.Console;

namespace Bigin.OAuth.Tool.Doctor;

/// <summary>Prints findings: as they come for people, as columns with tabs for other programs, or together as JSON.</summary>
internal sealed class FindingOutput(CommandConsole console, bool json)
{
    // What hinders the others comes first.
    private static readonly int[] ByWeight = [ExitCode.Configuration, ExitCode.TryLater, ExitCode.NotConnected];

    private readonly List<Finding> _findings = [];

    internal void Add(Finding finding)
    {
        _findings.Add(finding);
        if (!json)
        {
            Write(finding);
        }
    }

    /// <summary>Ends the report.</summary>
    /// <returns>The exit code of the weightiest problem.</returns>
    internal int End()
    {
        Finding[] problems = [.. _findings.Where(finding => finding.Level is FindingLevel.Problem)];
        if (json)
        {
            JsonOutput.Write(console, new
            {
                Ok = problems.Length == 0,
                Findings = _findings.Select(finding =>
                new { finding.Check, Level = Describe(finding.Level), finding.Message, finding.Fix }),
            });
        }
        else
        {
            console.WriteNote(problems.Length == 0 ? "No problem was found." : problems.Length == 1
                ? "One problem was found."
                : $"{problems.Length} problems were found.");
        }

        return problems.Length == 0 ? ExitCode.Success : ByWeight.FirstOrDefault(code =>
            Array.Exists(problems, problem => problem.ExitCode == code), ExitCode.Failed);
    }

    private void Write(Finding finding)
    {
        if (!console.IsOutputTerminal)
        {
            console.Out.WriteLine(
                string.Join('\t', new[] { Describe(finding.Level), finding.Check, finding.Message, finding.Fix ?? "" }.Select(
                    SafeText.CleanLine)).TrimEnd('\t'));
            return;
        }

        (string mark, Color color) = finding.Level switch
        {
            FindingLevel.Ok => ("ok", Color.Green),
            FindingLevel.Warning => ("! ", Color.Yellow),
            _ => ("x ", Color.Red),
        };
        console.Results.Write(new Text(mark, new Style(color)));
        console.Results.WriteLine($"  {finding.Check}: {SafeText.CleanLine(finding.Message)}");
        if (finding.Fix is { } fix)
        {
            console.Results.WriteLine($"    {SafeText.CleanLine(fix)}");
        }
    }

    private static string Describe(FindingLevel level) => level switch
    {
        FindingLevel.Ok => "ok",
        FindingLevel.Warning => "warning",
        _ => "problem",
    };
}
