using System.Collections;
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Connections.ApiClient;

/// <summary>Keeps everything that is logged, scopes and structured values included.</summary>
internal sealed class StructuredLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _entries = new();

    internal IReadOnlyCollection<string> Entries => _entries;

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _entries);

    public void Dispose()
    {
    }

    private static string Write(object? value) => value switch
    {
        string text => text,
        KeyValuePair<string, object> pair => $"{pair.Key}={Write(pair.Value)}",
        IEnumerable values => $"[{string.Join(", ", values.Cast<object?>().Select(Write))}]",
        _ => $"{value}",
    };

    private sealed class Logger(string category, ConcurrentQueue<string> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            entries.Enqueue($"{category} scope: {state} {Write(state)}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            entries.Enqueue($"{category} {logLevel}: {formatter(state, exception)} {Write(state)} {exception}");
    }
}
