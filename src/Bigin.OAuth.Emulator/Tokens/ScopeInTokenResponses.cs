namespace Bigin.OAuth.Emulator;

/// <summary>Names the responses of the token endpoint that carry a <c>scope</c>.</summary>
[Flags]
public enum ScopeInTokenResponses
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>The response to the exchange of a code.</summary>
    Exchange = 1,

    /// <summary>The response to a refresh.</summary>
    Refresh = 2,
}
