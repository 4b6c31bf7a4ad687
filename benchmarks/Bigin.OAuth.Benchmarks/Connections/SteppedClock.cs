namespace Bigin.OAuth.Benchmarks.Connections;

/// <summary>A clock that stands still between two steps.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private DateTimeOffset _now = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _now;

    internal void Advance(TimeSpan by) => _now += by;
}
