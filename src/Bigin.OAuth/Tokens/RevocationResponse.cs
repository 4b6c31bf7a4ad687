namespace Bigin.OAuth;

/// <summary>Says what came of revoking a token: <see cref="Revoked"/> or <see cref="RevocationFailed"/>, and never anything else.</summary>
public abstract class RevocationResponse
{
    // Closed: no case can be added outside this assembly.
    private protected RevocationResponse()
    {
    }

    /// <summary>Runs the one function that applies. Every case has to be answered.</summary>
    /// <typeparam name="T">What the functions return.</typeparam>
    /// <param name="revoked">The token is of no use any more.</param>
    /// <param name="failed">Bigin did not confirm it.</param>
    /// <returns>What the function that applied returned.</returns>
    /// <exception cref="ArgumentNullException">A function is null.</exception>
    public T Match<T>(Func<Revoked, T> revoked, Func<RevocationFailed, T> failed)
    {
        ArgumentNullException.ThrowIfNull(revoked);
        ArgumentNullException.ThrowIfNull(failed);
        return this switch
        {
            Revoked revocation => revoked(revocation),
            RevocationFailed failure => failed(failure),
            _ => throw new InvalidOperationException($"{GetType()} is no known case."),
        };
    }

    /// <summary>Runs the one action that applies. Every case has to be answered.</summary>
    /// <param name="revoked">The token is of no use any more.</param>
    /// <param name="failed">Bigin did not confirm it.</param>
    /// <exception cref="ArgumentNullException">An action is null.</exception>
    public void Switch(Action<Revoked> revoked, Action<RevocationFailed> failed)
    {
        ArgumentNullException.ThrowIfNull(revoked);
        ArgumentNullException.ThrowIfNull(failed);
        switch (this)
        {
            case Revoked revocation:
                revoked(revocation);
                break;
            case RevocationFailed failure:
                failed(failure);
                break;
            default:
                throw new InvalidOperationException($"{GetType()} is no known case.");
        }
    }
}
