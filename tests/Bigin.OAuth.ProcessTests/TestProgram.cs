using System.Diagnostics;

namespace Bigin.OAuth.ProcessTests;

/// <summary>A program of the folder tests, which was built beside these tests.</summary>
internal static class TestProgram
{
    /// <summary>Runs it to its end, or kills it when it hangs.</summary>
    /// <param name="project">The name of its project.</param>
    /// <param name="arguments">What it gets.</param>
    /// <param name="limit">After how long it is taken to hang.</param>
    /// <returns>The exit code, and what it printed: errors last.</returns>
    internal static async Task<(int ExitCode, string Output)> RunAsync(string project, string[] arguments, TimeSpan limit)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Repository.GetProgram("tests", project), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["BIGIN_POSTGRES"] = "" },
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(limit);
        }
        finally
        {
            process.Kill(entireProcessTree: true); // nothing, where it has ended
        }

        return (process.ExitCode, await output + await errors);
    }
}
