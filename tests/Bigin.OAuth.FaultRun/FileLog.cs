using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.FaultRun;

/// <summary>Writes everything that is logged into a file: the text, every structured value, and exceptions as a whole.</summary>
internal sealed class FileLog(string path) : ILoggerProvider
{
    private readonly StreamWriter _file = new(path) { AutoFlush = true };
    private bool _isClosed;

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
        lock (_file)
        {
            _isClosed = true;
            _file.Dispose();
        }
    }

    private void Write(string line)
    {
        lock (_file)
        {
            if (!_isClosed) // the timers of IHttpClientFactory outlive its container, and log
            {
                _file.WriteLine(line);
            }
        }
    }

    private sealed class Writer(FileLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            string values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}")) : "";
            log.Write($"{logLevel} {category} {eventId.Name} {formatter(state, exception)} | {values} {exception}");
        }
    }
}
