namespace Bigin.OAuth.Interactive;

/// <summary>
/// Represents the result of connecting a key on the person's own machine. It is one of eight cases, and never anything else.
/// </summary>
/// <remarks>
/// The cases have the names of those of the core and of <c>Bigin.OAuth.AspNetCore</c>. What is rejected, or names an error without the
/// state of the link, is no case: it may be forged, so the wait goes on.
/// </remarks>
/// <example>
/// <code>
/// string text = outcome.Match(
///     connected: it => $"Connected to {it.Connection.Organization}.",
///     denied: _ => "You rejected the request, so nothing was connected.",
///     failed: it => it.Failure.IsNoOrganization ? "You belong to no Bigin organization." : $"Bigin says {it.Failure.Error}.",
///     connectFailed: it => $"Not connected. {it.Error.Hint}",
///     refreshTokenMissing: _ => "Not connected: Bigin sent no refresh token. Set ForceConsent.",
///     differentOrganization: it => $"You picked {it.Picked?.ToString() ?? "an organization that could not be read"}, and {it.Current.Organization} is connected.",
///     timedOut: it => $"No answer came within {it.Timeout}.",
///     cannotListen: it => it.Message);
/// </code>
/// </example>
public abstract class InteractiveConnectOutcome
{
    // Closed: no case can be added outside this assembly.
    private protected InteractiveConnectOutcome()
    {
    }

    /// <summary>Gets the page that the browser shows in the end.</summary>
    internal abstract InteractivePage Page { get; }

    /// <summary>Runs the one function that applies. Every case has to be answered.</summary>
    /// <typeparam name="T">What the functions return.</typeparam>
    /// <param name="connected">The connection is stored.</param>
    /// <param name="denied">The person rejected the request.</param>
    /// <param name="failed">Bigin named another error.</param>
    /// <param name="connectFailed">Bigin gave no tokens for the code.</param>
    /// <param name="refreshTokenMissing">Bigin gave no refresh token.</param>
    /// <param name="differentOrganization">The key is connected to another organization.</param>
    /// <param name="timedOut">No verified answer came in time.</param>
    /// <param name="cannotListen">No redirect URI could be listened on.</param>
    /// <returns>What the function that applied returned.</returns>
    /// <exception cref="ArgumentNullException">A function is null.</exception>
    public T Match<T>(
        Func<ConnectedOutcome, T> connected,
        Func<AuthorizationDeniedOutcome, T> denied,
        Func<AuthorizationFailedOutcome, T> failed,
        Func<ConnectFailedOutcome, T> connectFailed,
        Func<RefreshTokenMissingOutcome, T> refreshTokenMissing,
        Func<DifferentOrganizationOutcome, T> differentOrganization,
        Func<TimedOutOutcome, T> timedOut,
        Func<CannotListenOutcome, T> cannotListen)
    {
        ArgumentNullException.ThrowIfNull(connected);
        ArgumentNullException.ThrowIfNull(denied);
        ArgumentNullException.ThrowIfNull(failed);
        ArgumentNullException.ThrowIfNull(connectFailed);
        ArgumentNullException.ThrowIfNull(refreshTokenMissing);
        ArgumentNullException.ThrowIfNull(differentOrganization);
        ArgumentNullException.ThrowIfNull(timedOut);
        ArgumentNullException.ThrowIfNull(cannotListen);
        return this switch
        {
            ConnectedOutcome it => connected(it),
            AuthorizationDeniedOutcome it => denied(it),
            AuthorizationFailedOutcome it => failed(it),
            ConnectFailedOutcome it => connectFailed(it),
            RefreshTokenMissingOutcome it => refreshTokenMissing(it),
            DifferentOrganizationOutcome it => differentOrganization(it),
            TimedOutOutcome it => timedOut(it),
            CannotListenOutcome it => cannotListen(it),
            _ => throw new InvalidOperationException($"{GetType()} isn't a known case."),
        };
    }
}
