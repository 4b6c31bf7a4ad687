namespace Bigin.OAuth;

/// <summary>Represents what came of revoking a token: <see cref="Revoked"/> or <see cref="RevocationFailed"/>.</summary>
public abstract class RevocationResponse
{
    // Closed: no case can be added outside this assembly.
    private protected RevocationResponse()
    {
    }

    /// <summary>Runs the function of the case that applies. Every case needs one.</summary>
    /// <typeparam name="T">What the functions return.</typeparam>
    /// <param name="revoked">The token has ended.</param>
    /// <param name="failed">Bigin did not confirm it.</param>
    /// <returns>What the function that applied returned.</returns>
    /// <exception cref="ArgumentNullException">A function is <see langword="null"/>.</exception>
    public T Match<T>(Func<Revoked, T> revoked, Func<RevocationFailed, T> failed)
    {
        ArgumentNullException.ThrowIfNull(revoked);
        ArgumentNullException.ThrowIfNull(failed);
        return this switch
        {
            Revoked revocation => revoked(revocation),
            RevocationFailed failure => failed(failure),
            _ => throw new InvalidOperationException($"{GetType()} is an unknown case."),
        };
    }
}
