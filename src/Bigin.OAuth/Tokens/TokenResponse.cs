namespace Bigin.OAuth;

/// <summary>Says what came of asking for tokens: <see cref="BiginTokens"/> or a <see cref="TokenError"/>, and never anything else.</summary>
public abstract class TokenResponse
{
    // Closed: no case can be added outside this assembly.
    private protected TokenResponse()
    {
    }

    /// <summary>Runs the one function that applies. Every case has to be answered.</summary>
    /// <typeparam name="T">What the functions return.</typeparam>
    /// <param name="issued">Bigin gave tokens.</param>
    /// <param name="failed">There are no tokens.</param>
    /// <returns>What the function that applied returned.</returns>
    /// <exception cref="ArgumentNullException">A function is null.</exception>
    public T Match<T>(Func<BiginTokens, T> issued, Func<TokenError, T> failed)
    {
        ArgumentNullException.ThrowIfNull(issued);
        ArgumentNullException.ThrowIfNull(failed);
        return this switch
        {
            BiginTokens tokens => issued(tokens),
            TokenError error => failed(error),
            _ => throw new InvalidOperationException($"{GetType()} is no known case."),
        };
    }

    /// <summary>Runs the one action that applies. Every case has to be answered.</summary>
    /// <param name="issued">Bigin gave tokens.</param>
    /// <param name="failed">There are no tokens.</param>
    /// <exception cref="ArgumentNullException">An action is null.</exception>
    public void Switch(Action<BiginTokens> issued, Action<TokenError> failed)
    {
        ArgumentNullException.ThrowIfNull(issued);
        ArgumentNullException.ThrowIfNull(failed);
        switch (this)
        {
            case BiginTokens tokens:
                issued(tokens);
                break;
            case TokenError error:
                failed(error);
                break;
            default:
                throw new InvalidOperationException($"{GetType()} is no known case.");
        }
    }
}
