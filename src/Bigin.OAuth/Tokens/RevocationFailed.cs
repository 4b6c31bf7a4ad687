namespace Bigin.OAuth;

/// <summary>Bigin did not confirm that the token is of no use any more.</summary>
/// <remarks>
/// A token that Bigin does not know is answered with status 400, as a page or as JSON: such a token is of no use already.
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
