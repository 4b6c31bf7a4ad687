namespace Bigin.OAuth.Emulator;

/// <summary>How much of an answer leaves the emulator.</summary>
internal enum FaultEnding
{
    /// <summary>All of it.</summary>
    WholeAnswer = 0,

    /// <summary>Headers that promise all of it, and half of the body.</summary>
    HalfAnswer = 1,

    /// <summary>Nothing.</summary>
    NoAnswer = 2,
}
