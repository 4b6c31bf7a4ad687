using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Connections;

/// <summary>Time in which short waits, such as the pauses between tries, are over at once. It moves by each of them, so that longer ones end after it.</summary>
internal sealed class PassingWaits(TimeSpan? upTo = null) : FakeTimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _passed = [];
    private readonly TimeSpan _short = upTo ?? TimeSpan.FromSeconds(1);

    /// <summary>Gets the short waits, in order.</summary>
    internal IReadOnlyCollection<TimeSpan> Passed => _passed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime <= _short)
        {
            _passed.Enqueue(dueTime);
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
