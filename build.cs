// Builds, checks, packs and tests on every system that has the .NET SDK, without root:
//   dotnet run build.cs                           all of it; the last line is "N passed, N failed, N skipped"
//   dotnet run build.cs -- build|format|pack|test [arguments for dotnet]
#:property PublishAot=false

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using System.Xml.Linq;

Environment.CurrentDirectory = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
Console.CancelKeyPress += (_, press) => press.Cancel = true; // What runs hears of it too, and what was started is stopped then.
// The runtime profiles the compiler to make it quicker later. A build ends too soon to gain from that, and takes 40 % less time without it:
// https://learn.microsoft.com/dotnet/core/runtime-config/compilation#profile-guided-optimization
SetDefault("DOTNET_TieredPGO", "0");

string[] more = args.Length > 1 ? args[1..] : [];
return args.FirstOrDefault() switch
{
    null => Build() && Format() && Pack() && Test("--no-build") ? 0 : 1,
    "build" => Build(more) ? 0 : 1,
    "format" => Format(more) ? 0 : 1,
    "pack" => Pack(more) ? 0 : 1,
    "test" => Test(more) ? 0 : 1,
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run build.cs [-- build|format|pack|test [arguments for dotnet]]");
    return 2;
}

static bool Build(params string[] arguments)
{
    Say("Build, warnings are errors");
    return Dotnet(["build", "Bigin.OAuth.sln", "--nologo", "--verbosity", "minimal", .. arguments]);
}

static bool Format(params string[] arguments)
{
    Say("White space; the build looks at the rest of the style");
    return Dotnet(["format", "whitespace", ".", "--folder", "--verify-no-changes", .. arguments]);
}

static bool Pack(params string[] arguments)
{
    const string Folder = "artifacts/packages";
    Say($"Packages, in {Folder}");
    if (Directory.Exists(Folder))
    {
        Directory.Delete(Folder, recursive: true);
    }

    // Without analyzers, which have seen the code in the build and change no byte.
    string[] release = ["--configuration", "Release", "-p:RunAnalyzers=false"];
    return Dotnet(["pack", .. release, "--output", Folder, "--nologo", "--verbosity", "quiet", .. arguments]);
}

static bool Test(params string[] arguments)
{
    Say("Tests");
    if (!File.ReadLines("README.md").Any(line => Regex.IsMatch(line, "^dotnet test( *#.*)?$")))
    {
        Console.Error.WriteLine("README.md doesn't name the command for all tests, \"dotnet test\".");
        return false;
    }

    if (arguments.Any(argument => argument is "--logger" or "-l"))
    {
        Console.Error.WriteLine("The results are counted from a logger of this command's own. Run dotnet test for another one.");
        return false;
    }

    DirectoryInfo work = Directory.CreateTempSubdirectory("bigin-tests-");
    try
    {
        using Postgres? postgres = Postgres.Find(Path.Combine(work.FullName, "postgres"));
        FindChromium();
        // A busy machine takes more than the 90 seconds in which dotnet test wants to hear from what runs the tests.
        SetDefault("VSTEST_CONNECTION_TIMEOUT", "600");
        DirectoryInfo results = work.CreateSubdirectory("results");
        bool succeeded = Dotnet(["test", $"-p:TestResults={results.FullName}", .. arguments]);

        Dictionary<string, XElement> counters = results.GetFiles("*.trx").ToDictionary(file => Path.GetFileNameWithoutExtension(file.Name), ReadCounters);
        int executed = Count(counters.Values, "executed");
        int passed = Count(counters.Values, "passed");
        // Who names a project or a filter wants less than all.
        bool isAll = arguments.All(argument => argument == "--no-build");
        string[] silent = [.. isAll ? FindTestProjects().Where(project => !counters.TryGetValue(project, out XElement? of) || Count([of], "total") == 0) : []];
        Console.Write(string.Concat(silent.Select(project => $"No test of {project} was found.{Environment.NewLine}")));

        Console.WriteLine($"{passed} passed, {executed - passed} failed, {Count(counters.Values, "total") - executed} skipped");
        return succeeded && executed > 0 && executed == passed && silent.Length == 0;
    }
    finally
    {
        TryDelete(work);
    }
}

// Those of the solution: the project of the mutation tests has the tests of others, and isn't in it.
static IEnumerable<string> FindTestProjects() =>
    from Match project in Regex.Matches(File.ReadAllText("Bigin.OAuth.sln"), "\"(tests[^\"]+[.]csproj)\"")
    let path = project.Groups[1].Value.Replace('\\', Path.DirectorySeparatorChar)
    where File.ReadAllText(path).Contains("<IsTestProject>true<", StringComparison.Ordinal)
    select Path.GetFileNameWithoutExtension(path);

// PostgreSQL's last process may still be closing its files, and the system empties the folder of temporary files anyway.
static void TryDelete(DirectoryInfo folder)
{
    try
    {
        folder.Delete(recursive: true);
    }
    catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine($"Left: {folder.FullName}");
    }
}

static XElement ReadCounters(FileInfo file) => XDocument.Load(file.FullName).Descendants().Single(element => element.Name.LocalName == "Counters");

static int Count(IEnumerable<XElement> counters, string name) =>
    counters.Sum(of => int.Parse(of.Attribute(name)!.Value, CultureInfo.InvariantCulture));

static void FindChromium()
{
    const string Variable = "CHROMIUM_PATH";
    string programs = Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles);
    string[] places =
    [
        "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        Path.Combine(programs, "Google", "Chrome", "Application", "chrome.exe"),
    ];
    SetDefault(Variable, places.FirstOrDefault(File.Exists));
    string? found = Environment.GetEnvironmentVariable(Variable);
    Console.WriteLine($"Chromium: {found ?? $"not found, so its tests skip themselves. {Variable} says where it is."}");
}

static void SetDefault(string variable, string? value)
{
    if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)))
    {
        Environment.SetEnvironmentVariable(variable, value);
    }
}

static void Say(string step) => Console.WriteLine($"{Environment.NewLine}== {step}");

static bool Dotnet(string[] arguments) => Command.Run(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments);

/// <summary>Runs programs.</summary>
internal static class Command
{
    /// <summary>Runs a program to its end, and returns what it printed.</summary>
    internal static string Read(string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    /// <summary>Runs a program to its end, and returns whether it succeeded.</summary>
    internal static bool Run(string program, string[] arguments, bool quiet = false)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = quiet })!;
        string output = quiet ? process.StandardOutput.ReadToEnd() : "";
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            Console.Write(output);
        }

        return process.ExitCode == 0;
    }
}

/// <summary>A PostgreSQL for one test run: a cluster in a temporary folder, on a free loopback port, without passwords.</summary>
internal sealed class Postgres : IDisposable
{
    private const string Variable = "BIGIN_POSTGRES";
    private const int LowestVersion = 13; // drops a database that is in use
    private readonly string _programs;
    private readonly string _data;

    private Postgres(string programs, string data)
    {
        _programs = programs;
        _data = data;
    }

    /// <summary>Starts a cluster where the machine has PostgreSQL and no connection string is set. Says what was found.</summary>
    internal static Postgres? Find(string folder)
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)))
        {
            Console.WriteLine($"PostgreSQL: the one that {Variable} names");
            return null;
        }

        string? programs = Folders().FirstOrDefault(IsRecent);
        bool refuses = !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;
        if (programs is null || refuses)
        {
            string reason = programs is null ? $"none of version {LowestVersion} or later" : "refuses to run as root";
            Console.WriteLine($"PostgreSQL: {reason}, so its tests skip themselves. {Variable} says how to connect to one that runs.");
            return null;
        }

        Directory.CreateDirectory(folder);
        Postgres postgres = new(programs, Path.Combine(folder, "data"));
        postgres.Start(Path.Combine(folder, "log"));
        return postgres;
    }

    /// <summary>Ends the cluster. What deletes the folder deletes its data.</summary>
    public void Dispose() => Command.Run(Program(_programs, "pg_ctl"), ["stop", "--silent", "--mode=immediate", $"--pgdata={_data}"]);

    private void Start(string log)
    {
        string locale = OperatingSystem.IsLinux() ? "C.UTF-8" : "C";
        string[] cluster = ["--username=postgres", "--auth=trust", "--encoding=UTF8", $"--locale={locale}", "--no-sync"];
        if (!Command.Run(Program(_programs, "initdb"), [$"--pgdata={_data}", .. cluster], quiet: true))
        {
            throw new InvalidOperationException("initdb has failed.");
        }

        for (int attempt = 1; attempt <= 5; attempt++)
        {
            int port = FreePort();
            string options = $"-c listen_addresses=127.0.0.1 -c port={port} -c fsync=off -c max_connections=400" // several projects of tests keep some open
                + (OperatingSystem.IsWindows() ? "" : " -c unix_socket_directories=''");
            // Its output isn't read: on Windows the server would hold it open.
            string[] start = ["start", "--silent", "--wait", "--timeout=600", $"--pgdata={_data}", $"--log={log}", $"--options={options}"];
            if (Command.Run(Program(_programs, "pg_ctl"), start))
            {
                Environment.SetEnvironmentVariable(Variable, $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres");
                Console.WriteLine($"PostgreSQL: of {_programs}, on port {port}");
                return;
            }
        }

        throw new InvalidOperationException($"PostgreSQL doesn't start: {(File.Exists(log) ? File.ReadAllText(log) : "it wrote no log.")}");
    }

    private static bool IsRecent(string programs)
    {
        string initdb = Program(programs, "initdb");
        return File.Exists(initdb)
            && Regex.Match(Command.Read(initdb, ["--version"]), "[0-9]+") is { Success: true } version
            && int.Parse(version.Value, CultureInfo.InvariantCulture) >= LowestVersion;
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // What the machine names comes first, then the newest version in the folders of the usual installers.
    private static IEnumerable<string> Folders() =>
    [
        .. (Environment.GetEnvironmentVariable("PGBIN") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        .. Versions("/usr/lib/postgresql", "*"),
        .. Versions("/opt/homebrew/opt", "postgresql@*"),
        .. Versions("/usr/local/opt", "postgresql@*"),
        .. Versions(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*"),
    ];

    private static IEnumerable<string> Versions(string folder, string pattern) => !Directory.Exists(folder)
        ? []
        : Directory.GetDirectories(folder, pattern)
            .OrderByDescending(version => int.Parse($"0{Regex.Match(version, "[0-9]+$").Value}", CultureInfo.InvariantCulture))
            .Select(version => Path.Combine(version, "bin"));

    private static string Program(string folder, string name) => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name);
}
