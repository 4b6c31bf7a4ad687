using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Bigin.OAuth.Tests;

/// <summary>The signals that end a program on a system other than Windows.</summary>
internal static class Signals
{
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private const nint Default = 0;

    /// <summary>Sends INT, as Ctrl+C does, or TERM, as the system does.</summary>
    internal static void Send(Process process, string name) => kill(process.Id, name switch
    {
        "INT" => Interrupt,
        "TERM" => Terminate,
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    }).Should().Be(0, "the process runs");

    /// <summary>Has this process, and what it starts, end by INT. A shell that runs the tests in the background has them ignore it.</summary>
    internal static void HeedInterrupt() => signal(Interrupt, Default);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int number);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint signal(int number, nint handler);
}
