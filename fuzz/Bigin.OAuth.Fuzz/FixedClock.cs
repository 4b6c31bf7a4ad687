namespace Bigin.OAuth.Fuzz;

/// <summary>A clock that stands still, so that an input does the same in every run.</summary>
internal sealed class FixedClock : TimeProvider
{
    internal static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
