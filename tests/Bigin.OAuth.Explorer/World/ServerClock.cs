namespace Bigin.OAuth.Explorer.World;

/// <summary>Represents the clock of one server, which may be wrong.</summary>
internal sealed class ServerClock(Server server) : TimeProvider
{
    /// <summary>Gets or sets how much it is ahead of Bigin's clock.</summary>
    internal TimeSpan Offset { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => server.Scene.Timeline.Now + Offset;

    public override long GetTimestamp() => (server.Scene.Timeline.Real + server.Scene.Timeline.Jumps).Ticks;

    // The library waits by the clock of its waits. By this one it only drops what is not used, now and then.
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new NoTimer();

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
