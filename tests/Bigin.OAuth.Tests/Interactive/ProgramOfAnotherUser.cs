using System.Diagnostics;

namespace Bigin.OAuth.Tests.Interactive;

/// <summary>A program that listens on a port and lets others share it, as a user that may do nothing else. Only root can start one.</summary>
internal sealed class ProgramOfAnotherUser : IDisposable
{
    private const string Nobody = "65534";

    private const string Program = "$| = 1; $listening = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => shift, Listen => 5, ReuseAddr => 1, ReusePort => 1) or die $!; print qq(ready\n); <STDIN>";

    private readonly Process _process;

    private ProgramOfAnotherUser(Process process) => _process = process;

    internal static async Task<ProgramOfAnotherUser> ListenAsync(int port)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root" || !File.Exists("/usr/bin/setpriv") || !File.Exists("/usr/bin/perl"))
        {
            Missing.Skip("A program of another user needs Linux, root, setpriv and perl.");
        }

        var start = new ProcessStartInfo("/usr/bin/setpriv", ["--reuid", Nobody, "--regid", Nobody, "--clear-groups", "/usr/bin/perl", "-MIO::Socket::INET", "-e", Program, $"{port}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var other = new ProgramOfAnotherUser(Process.Start(start)!);
        (await other._process.StandardOutput.ReadLineAsync().WaitAsync(Hang.Limit)).Should().Be("ready");
        return other;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
