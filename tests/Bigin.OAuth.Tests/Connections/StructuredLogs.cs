using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Connections;

/// <summary>Keeps everything that is logged, from Trace on, with the structured values and the scopes.</summary>
internal sealed class StructuredLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Line, string Everything)> _entries = new();

    internal IReadOnlyCollection<(string Line, string Everything)> Entries => _entries;

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _entries);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<(string Line, string Everything)> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            entries.Enqueue(($"Scope {category}", Values(state)));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            string line = $"{logLevel} {category}: {formatter(state, exception)}";
            entries.Enqueue((line, $"{line}\n{Values(state)}\n{exception}"));
        }

        private static string Values(object? state) => state is IEnumerable<KeyValuePair<string, object?>> values
            ? string.Join('\n', values.Select(value => $"{value.Key}={value.Value}"))
            : $"{state}";
    }
}
