using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Specifies the result of an attempt to connect. It is one of nine cases, and never anything else.</summary>
/// <remarks>
/// The cases have the names of the core's results, of the redirect and of the connect. Only the endpoints know that an attempt was rejected
/// or that the store failed.
/// </remarks>
/// <example>
/// <code>
/// endpoints.Respond = (context, outcome) => (outcome is ConnectedOutcome it
///     ? Results.LocalRedirect($"/settings?connected={it.Connection.DataCenterId}")
///     : outcome.ToResult()).ExecuteAsync(context);
/// </code>
/// </example>
public abstract class ConnectOutcome
{
    // Closed: no case can be added outside this assembly.
    private protected ConnectOutcome(Attempt? attempt) => (Key, ReturnUrl) = (attempt?.Key, attempt?.ReturnUrl);

    /// <summary>
    /// Gets the key of the connection that the attempt was for, or null where nothing ties the redirect to an attempt of this user.
    /// </summary>
    public string? Key { get; }

    /// <summary>
    /// Gets the address of the host's own that the attempt was to return to, or null where nothing ties the redirect to an attempt of this
    /// user.
    /// </summary>
    public string? ReturnUrl { get; }

    /// <summary>Runs the one function that applies. Every case has to be answered.</summary>
    /// <typeparam name="T">What the functions return.</typeparam>
    /// <param name="connected">The connection is stored.</param>
    /// <param name="denied">The user rejected the request.</param>
    /// <param name="failed">Bigin named another error.</param>
    /// <param name="rejected">The redirect can't be trusted or read.</param>
    /// <param name="connectFailed">Bigin gave no tokens.</param>
    /// <param name="refreshTokenMissing">Bigin gave no refresh token.</param>
    /// <param name="differentOrganization">The key is connected to another organization.</param>
    /// <param name="attemptRejected">The redirect belongs to no attempt that may be answered here and now.</param>
    /// <param name="storeFailed">The connection store failed.</param>
    /// <returns>What the function that applied returned.</returns>
    /// <exception cref="ArgumentNullException">A function is null.</exception>
    public T Match<T>(
        Func<ConnectedOutcome, T> connected,
        Func<AuthorizationDeniedOutcome, T> denied,
        Func<AuthorizationFailedOutcome, T> failed,
        Func<RedirectRejectedOutcome, T> rejected,
        Func<ConnectFailedOutcome, T> connectFailed,
        Func<RefreshTokenMissingOutcome, T> refreshTokenMissing,
        Func<DifferentOrganizationOutcome, T> differentOrganization,
        Func<AttemptRejectedOutcome, T> attemptRejected,
        Func<StoreFailedOutcome, T> storeFailed)
    {
        ArgumentNullException.ThrowIfNull(connected);
        ArgumentNullException.ThrowIfNull(denied);
        ArgumentNullException.ThrowIfNull(failed);
        ArgumentNullException.ThrowIfNull(rejected);
        ArgumentNullException.ThrowIfNull(connectFailed);
        ArgumentNullException.ThrowIfNull(refreshTokenMissing);
        ArgumentNullException.ThrowIfNull(differentOrganization);
        ArgumentNullException.ThrowIfNull(attemptRejected);
        ArgumentNullException.ThrowIfNull(storeFailed);
        return this switch
        {
            ConnectedOutcome outcome => connected(outcome),
            AuthorizationDeniedOutcome outcome => denied(outcome),
            AuthorizationFailedOutcome outcome => failed(outcome),
            RedirectRejectedOutcome outcome => rejected(outcome),
            ConnectFailedOutcome outcome => connectFailed(outcome),
            RefreshTokenMissingOutcome outcome => refreshTokenMissing(outcome),
            DifferentOrganizationOutcome outcome => differentOrganization(outcome),
            AttemptRejectedOutcome outcome => attemptRejected(outcome),
            StoreFailedOutcome outcome => storeFailed(outcome),
            _ => throw new InvalidOperationException($"{GetType()} isn't a known case."),
        };
    }

    /// <summary>
    /// Creates the default response: a redirect to <see cref="ReturnUrl"/> where the connection is stored. Otherwise a browser is
    /// redirected to a page for people, and a script gets problem details (RFC 9457).
    /// </summary>
    /// <remarks>The <c>type</c> of each problem is stable, and its sentence is for the person. No value of the query is in it.</remarks>
    /// <returns>A result to execute once.</returns>
    public abstract IResult ToResult();
}
