using System.Runtime.InteropServices;

namespace Bigin.OAuth.Emulator.Tool;

// Top-level statements would make a public class.
internal static class Program
{
    // SIGINT, which is Ctrl+C, and SIGTERM are handled before anything is printed.
    private static async Task<int> Main(string[] args)
    {
        using var end = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        return await EmulatorCommand.RunAsync(args, Console.Out, Console.Error, end.Token).ConfigureAwait(false);

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true; // not the process at once: the ports are freed first
            end.Cancel();
        }
    }
}
