namespace Bigin.OAuth;

/// <summary>Bigin gave no tokens for the code. What was stored before, if anything, is unchanged.</summary>
public sealed class ConnectFailed : ConnectResult
{
    internal ConnectFailed(TokenError error) => Error = error;

    /// <summary>Gets what went wrong, with a hint for the developer.</summary>
    public TokenError Error { get; }

    /// <summary>Describes the result.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"ConnectFailed {{ Error = {Error} }}";
}
