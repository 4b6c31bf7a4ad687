using Bigin.OAuth.Explorer.Scheduling;

namespace Bigin.OAuth.Explorer.World;

/// <summary>Measures the waits of one server. The end of each is a step, before or after the calls of others.</summary>
internal sealed class WaitClock(Stage stage, Server server) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Timeline.Start + server.Scene.Timeline.Real;

    public override long GetTimestamp() => server.Scene.Timeline.Real.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var wait = new Wait(this, callback, state);
        wait.Change(dueTime, period);
        return wait;
    }

    private sealed class Wait(WaitClock clock, TimerCallback callback, object? state) : ITimer
    {
        private Step? _step;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Withdraw();
            if (dueTime == Timeout.InfiniteTimeSpan || clock.IsGone)
            {
                return true;
            }

            _step = new Step(clock.ServerIndex, StepKind.Wait, dueTime, _ => End(period)) { Due = clock.Real + dueTime };
            clock.Stage.Park(_step);
            return true;
        }

        public void Dispose() => Withdraw();

        public ValueTask DisposeAsync()
        {
            Withdraw();
            return default;
        }

        private void Withdraw()
        {
            if (_step is { } step)
            {
                clock.Stage.Withdraw(step);
                _step = null;
            }
        }

        private void End(TimeSpan period)
        {
            clock.MoveTo(_step!.Due);
            _step = null;
            if (period > TimeSpan.Zero)
            {
                Change(period, period);
            }

            callback(state);
        }
    }

    private Stage Stage => stage;

    private int ServerIndex => server.Index;

    private bool IsGone => server.IsGone;

    private TimeSpan Real => server.Scene.Timeline.Real;

    private void MoveTo(TimeSpan real)
    {
        server.Scene.Timeline.MoveTo(real);
        if (stage.Count(step => step.Server == server.Index && step.Kind is StepKind.Find or StepKind.FindStamp) > 0)
        {
            server.Scene.Ledger.StoreFailed(server); // it is slow: the caller goes on without it
        }
    }
}
