namespace Bigin.OAuth.Tests.Connections;

/// <summary>The system's time, but for the two seconds that a caller gives a check or an early refresh. They never end, so it waits for the result however slow the machine is.</summary>
internal sealed class PatientWaits : TimeProvider
{
    private static readonly TimeSpan OfACaller = TimeSpan.FromSeconds(2);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime == OfACaller ? Timeout.InfiniteTimeSpan : dueTime, period);
}
