namespace Bigin.OAuth;

/// <summary>Indicates that Bigin did not confirm the revocation, so the connection is kept. Try again later.</summary>
public sealed class DisconnectFailed : DisconnectResult
{
    internal DisconnectFailed(TokenError error) => Error = error;

    /// <summary>Gets what went wrong, with a hint for the developer.</summary>
    public TokenError Error { get; }

    /// <summary>Describes the result.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"DisconnectFailed {{ Error = {Error} }}";
}
