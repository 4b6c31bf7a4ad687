namespace Bigin.OAuth;

/// <summary>Represents what came of asking for tokens: <see cref="BiginTokens"/> or a <see cref="TokenError"/>.</summary>
public abstract class TokenResponse
{
    // Closed: no case can be added outside this assembly.
    private protected TokenResponse()
    {
    }

    /// <summary>Runs the function of the case that applies. Every case needs one.</summary>
    /// <typeparam name="T">What the functions return.</typeparam>
    /// <param name="issued">Bigin issued tokens.</param>
    /// <param name="failed">There are no tokens.</param>
    /// <returns>What the function that applied returned.</returns>
    /// <exception cref="ArgumentNullException">A function is <see langword="null"/>.</exception>
    public T Match<T>(Func<BiginTokens, T> issued, Func<TokenError, T> failed)
    {
        ArgumentNullException.ThrowIfNull(issued);
        ArgumentNullException.ThrowIfNull(failed);
        return this switch
        {
            BiginTokens tokens => issued(tokens),
            TokenError error => failed(error),
            _ => throw new InvalidOperationException($"{GetType()} is an unknown case."),
        };
    }
}
