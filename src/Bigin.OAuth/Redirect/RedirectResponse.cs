namespace Bigin.OAuth;

/// <summary>
/// Represents what the browser brought back from Bigin: an <see cref="AuthorizationResult"/>, an <see cref="AuthorizationDenied"/>,
/// an <see cref="AuthorizationFailed"/> or a <see cref="RedirectRejected"/>, and never anything else.
/// </summary>
public abstract class RedirectResponse
{
    // Closed: no case can be added outside this assembly.
    private protected RedirectResponse()
    {
    }

    /// <summary>Runs the one function that applies. Every case has to be answered.</summary>
    /// <typeparam name="T">What the functions return.</typeparam>
    /// <param name="granted">The user accepted, and everything checks.</param>
    /// <param name="denied">The user rejected.</param>
    /// <param name="failed">Bigin named another error.</param>
    /// <param name="rejected">The redirect can't be trusted or read.</param>
    /// <returns>What the function that applied returned.</returns>
    /// <exception cref="ArgumentNullException">A function is null.</exception>
    public T Match<T>(
        Func<AuthorizationResult, T> granted,
        Func<AuthorizationDenied, T> denied,
        Func<AuthorizationFailed, T> failed,
        Func<RedirectRejected, T> rejected)
    {
        ArgumentNullException.ThrowIfNull(granted);
        ArgumentNullException.ThrowIfNull(denied);
        ArgumentNullException.ThrowIfNull(failed);
        ArgumentNullException.ThrowIfNull(rejected);
        return this switch
        {
            AuthorizationResult result => granted(result),
            AuthorizationDenied denial => denied(denial),
            AuthorizationFailed failure => failed(failure),
            RedirectRejected rejection => rejected(rejection),
            _ => throw new InvalidOperationException($"{GetType()} isn't a known case."),
        };
    }
}
