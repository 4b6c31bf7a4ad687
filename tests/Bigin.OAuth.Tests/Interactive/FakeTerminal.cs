using System.Collections.Concurrent;
using System.Text;
using Bigin.OAuth.Interactive;

namespace Bigin.OAuth.Tests.Interactive;

/// <summary>A terminal whose person is the test.</summary>
internal sealed class FakeTerminal : ITerminal
{
    private readonly ConcurrentQueue<char> _keys = new();
    private readonly StringBuilder _written = new();

    public bool IsInputRedirected { get; internal set; }

    public bool IsOutputPlain { get; internal set; }

    public bool IsKeyAvailable => IsInputRedirected ? throw new InvalidOperationException("No keys can be read.") : !_keys.IsEmpty;

    internal int Keys => _keys.Count;

    internal Exception? Fault { get; set; }

    internal string Written
    {
        get
        {
            lock (_written)
            {
                return _written.ToString();
            }
        }
    }

    public ConsoleKeyInfo ReadKey()
    {
        _keys.TryDequeue(out char key).Should().BeTrue();
        return new ConsoleKeyInfo(key, key switch { '\r' => ConsoleKey.Enter, '\b' => ConsoleKey.Backspace, _ => ConsoleKey.None }, shift: false, alt: false, control: false);
    }

    public void Write(string text)
    {
        if (Fault is not null)
        {
            throw Fault;
        }

        lock (_written)
        {
            _written.Append(text);
        }
    }

    internal void Type(string text) => text.ToList().ForEach(_keys.Enqueue);

    internal async Task WroteAsync(string text)
    {
        using var hang = new CancellationTokenSource(Hang.Limit);
        while (!Written.Contains(text, StringComparison.Ordinal))
        {
            await Task.Delay(5, hang.Token);
        }
    }
}
