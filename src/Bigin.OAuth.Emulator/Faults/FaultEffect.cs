namespace Bigin.OAuth.Emulator;

/// <summary>Specifies how a fault alters the sending of a response.</summary>
internal enum FaultEffect
{
    /// <summary>The response is sent as it is.</summary>
    None = 0,

    /// <summary>The headers promise the whole body, and half of it is sent.</summary>
    TruncateBody = 1,

    /// <summary>Nothing is sent.</summary>
    CutConnection = 2,
}
