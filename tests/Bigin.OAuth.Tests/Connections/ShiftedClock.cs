namespace Bigin.OAuth.Tests.Connections;

/// <summary>A clock that goes before or after another, and can be set back.</summary>
internal sealed class ShiftedClock(TimeProvider clock) : TimeProvider
{
    internal TimeSpan Offset { get; set; }

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + Offset;
}
