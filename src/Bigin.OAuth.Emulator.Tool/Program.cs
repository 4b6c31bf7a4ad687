namespace Bigin.OAuth.Emulator.Tool;

// Written out, because the one of top-level statements would be public here.
internal static class Program
{
    private static Task<int> Main(string[] args) => EmulatorCommand.RunAsync(args);
}
