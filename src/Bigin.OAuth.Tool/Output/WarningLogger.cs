using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tool.Output;

/// <summary>Shows the library's warnings as messages. Others' logs stay out of the way.</summary>
internal sealed class WarningLogger(CommandConsole console) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?,
        string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            console.WriteNote($"Warning: {formatter(state, exception)}");
        }
    }

    public void Dispose()
    {
        // It owns nothing.
    }
}
