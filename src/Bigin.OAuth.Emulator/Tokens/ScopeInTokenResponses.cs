namespace Bigin.OAuth.Emulator;

/// <summary>Specifies the responses of the token endpoint that carry a <c>scope</c>.</summary>
[Flags]
public enum ScopeInTokenResponses
{
    /// <summary>No response.</summary>
    None = 0,

    /// <summary>The response to the exchange of a code.</summary>
    Exchange = 1,

    /// <summary>The response to a refresh.</summary>
    Refresh = 2,
}
