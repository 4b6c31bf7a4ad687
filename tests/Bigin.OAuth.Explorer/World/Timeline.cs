namespace Bigin.OAuth.Explorer.World;

/// <summary>Represents the time: real time, which moves only when a wait ends, and the jumps of the clock.</summary>
internal sealed class Timeline
{
    internal static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Gets the real time since the start.</summary>
    internal TimeSpan Real { get; private set; }

    /// <summary>Gets what the clocks of all servers have jumped by.</summary>
    internal TimeSpan Jumps { get; set; }

    /// <summary>Gets the time of Bigin's clock.</summary>
    internal DateTimeOffset Now => Start + Real + Jumps;

    internal void MoveTo(TimeSpan real) => Real = real > Real ? real : Real;
}
