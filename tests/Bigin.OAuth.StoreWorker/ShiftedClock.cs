/// <summary>The clock of a worker: real time, and ahead of it by as much as the test says.</summary>
internal sealed class ShiftedClock(TimeSpan ahead) : TimeProvider
{
    internal TimeSpan Ahead { get; set; } = ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
}
