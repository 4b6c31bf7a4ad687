namespace Bigin.OAuth.Emulator;

/// <summary>How a fault alters the sending of a response.</summary>
internal enum FaultEffect
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Sends headers that promise the whole body, and half of it.</summary>
    TruncateBody = 1,

    /// <summary>Sends nothing.</summary>
    CutConnection = 2,
}
