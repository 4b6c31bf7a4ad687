using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Explorer.World;

/// <summary>Counts what the library logs from Information on, by event.</summary>
internal sealed class LogRecorder : ILoggerProvider, ILogger
{
    private readonly List<string> _events = [];

    internal void Clear() => _events.Clear();

    internal int Count(string eventName) => _events.Count(name => name == eventName);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Information && eventId.Name is { } name)
        {
            _events.Add(name);
        }
    }

    public void Dispose()
    {
    }
}
