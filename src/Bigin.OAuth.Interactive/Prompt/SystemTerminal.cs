namespace Bigin.OAuth.Interactive;

/// <summary>The console of the process. It writes to the error stream, so that the results of a command stay apart.</summary>
internal sealed class SystemTerminal : ITerminal
{
    public bool IsInputRedirected => Console.IsInputRedirected;

    public bool IsOutputPlain => Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") == "dumb";

    public bool IsKeyAvailable => Console.KeyAvailable;

    public ConsoleKeyInfo ReadKey() => Console.ReadKey(intercept: true);

    public void Write(string text) => Console.Error.Write(text);
}
