using System.Runtime.InteropServices;
using Bigin.OAuth.Tool.Output;

namespace Bigin.OAuth.Tool;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        using var end = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using CommandConsole console = CommandConsole.OpenSystem();
        return await BiginCommand.RunAsync(args, console, end.Token).ConfigureAwait(false);

        void End(PosixSignalContext signal)
        {
            // The first one lets what Bigin has issued be stored or revoked. The second one ends the process at once.
            signal.Cancel = !end.IsCancellationRequested;
            end.Cancel();
        }
    }
}
