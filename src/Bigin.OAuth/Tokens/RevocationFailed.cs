namespace Bigin.OAuth;

/// <summary>Represents a revocation that Bigin did not confirm.</summary>
/// <remarks>
/// For a token that it does not know Bigin sends status 400, with a page or with JSON: such a token has ended already.
/// After <see cref="TokenError.IsTransient"/> the token may still work.
/// </remarks>
public sealed class RevocationFailed : RevocationResponse
{
    internal RevocationFailed(TokenError error) => Error = error;

    /// <summary>Gets what went wrong, with a hint for the developer.</summary>
    public TokenError Error { get; }

    /// <summary>Describes the failure.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"RevocationFailed {{ Error = {Error} }}";
}
