using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>Hands out what one namespace logs, line by line, to a test that waits for it.</summary>
internal sealed class LogLines(string category) : ILoggerProvider
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName.StartsWith(category, StringComparison.Ordinal) ? _lines.Writer : null);

    public void Dispose()
    {
    }

    internal async Task<IReadOnlyList<string>> ReadToAsync(string last)
    {
        var lines = new List<string>();
        do
        {
            lines.Add(await _lines.Reader.ReadAsync());
        }
        while (!lines[^1].Contains(last, StringComparison.Ordinal));

        return lines;
    }

    private sealed class Logger(ChannelWriter<string>? lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines?.TryWrite($"{logLevel} {formatter(state, exception)}");
    }
}
