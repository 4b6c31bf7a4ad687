using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Bigin.OAuth.Tests;

/// <summary>Records what a host logs; the host's own minimum level decides from which level on.</summary>
/// <param name="categories">How the categories begin that are recorded; all, if empty.</param>
internal sealed class RecordedLogs(string categories = "") : ILoggerProvider, ISupportExternalScope
{
    private readonly FakeLoggerProvider _provider = new(new FakeLogCollector());
    private int _read;

    internal IReadOnlyList<LoggedEvent> Entries =>
        [.. _provider.Collector.GetSnapshot().Where(record => record.Category!.StartsWith(categories, StringComparison.Ordinal)).Select(record => new LoggedEvent(record))];

    public ILogger CreateLogger(string categoryName) => _provider.CreateLogger(categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _provider.SetScopeProvider(scopeProvider);

    public void Dispose() => _provider.Dispose();

    /// <summary>Waits for a message, and gives it with those before it that were not read yet.</summary>
    internal async Task<IReadOnlyList<LoggedEvent>> ReadToAsync(string message)
    {
        using var hang = new CancellationTokenSource(Hang.Limit);
        while (true)
        {
            LoggedEvent[] unread = [.. Entries.Skip(_read)];
            int last = Array.FindIndex(unread, entry => entry.Message.Contains(message, StringComparison.Ordinal));
            if (last >= 0)
            {
                _read += last + 1;
                return unread[..(last + 1)];
            }

            await Task.Delay(10, hang.Token);
        }
    }
}
