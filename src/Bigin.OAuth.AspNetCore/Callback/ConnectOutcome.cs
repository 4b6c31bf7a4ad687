using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Says what came of an attempt to connect. It is one of eight cases, and never anything else.</summary>
/// <remarks>The cases wrap those of the core, from the redirect and from the connection, and add what only the endpoints know: that an attempt was refused.</remarks>
/// <example>
/// <code>
/// endpoints.Respond = (context, outcome) => (outcome is ConnectionEstablished it
///     ? Results.LocalRedirect($"/settings?connected={it.Connection.DataCenterId}")
///     : outcome.ToResult()).ExecuteAsync(context);
/// </code>
/// </example>
public abstract class ConnectOutcome
{
    // Closed: no case can be added outside this assembly.
    private protected ConnectOutcome(Attempt? attempt) => (Key, ReturnUrl) = (attempt?.Key, attempt?.ReturnUrl);

    /// <summary>Gets the key of the connection that the attempt was for, or null where nothing ties the answer to an attempt of this user.</summary>
    public string? Key { get; }

    /// <summary>Gets the address of the host's own that the attempt was to return to, or null where nothing ties the answer to an attempt of this user.</summary>
    public string? ReturnUrl { get; }

    /// <summary>Runs the one function that applies. Every case has to be answered.</summary>
    /// <typeparam name="T">What the functions return.</typeparam>
    /// <param name="established">The connection stands.</param>
    /// <param name="denied">The user rejected.</param>
    /// <param name="failed">Bigin named another error.</param>
    /// <param name="untrusted">What came back can't be trusted or read.</param>
    /// <param name="exchangeFailed">Bigin gave no tokens.</param>
    /// <param name="notLasting">Bigin gave no refresh token.</param>
    /// <param name="organizationMismatch">The key is connected to another organization.</param>
    /// <param name="refused">The answer belongs to no attempt that may be answered here and now.</param>
    /// <returns>What the function that applied returned.</returns>
    /// <exception cref="ArgumentNullException">A function is null.</exception>
    public T Match<T>(
        Func<ConnectionEstablished, T> established,
        Func<ConsentDenied, T> denied,
        Func<ConsentFailed, T> failed,
        Func<AnswerUntrusted, T> untrusted,
        Func<ExchangeFailed, T> exchangeFailed,
        Func<ConsentNotLasting, T> notLasting,
        Func<OrganizationMismatch, T> organizationMismatch,
        Func<AttemptRefused, T> refused)
    {
        ArgumentNullException.ThrowIfNull(established);
        ArgumentNullException.ThrowIfNull(denied);
        ArgumentNullException.ThrowIfNull(failed);
        ArgumentNullException.ThrowIfNull(untrusted);
        ArgumentNullException.ThrowIfNull(exchangeFailed);
        ArgumentNullException.ThrowIfNull(notLasting);
        ArgumentNullException.ThrowIfNull(organizationMismatch);
        ArgumentNullException.ThrowIfNull(refused);
        return this switch
        {
            ConnectionEstablished outcome => established(outcome),
            ConsentDenied outcome => denied(outcome),
            ConsentFailed outcome => failed(outcome),
            AnswerUntrusted outcome => untrusted(outcome),
            ExchangeFailed outcome => exchangeFailed(outcome),
            ConsentNotLasting outcome => notLasting(outcome),
            OrganizationMismatch outcome => organizationMismatch(outcome),
            AttemptRefused outcome => refused(outcome),
            _ => throw new InvalidOperationException($"{GetType()} is no known case."),
        };
    }

    /// <summary>Runs the one action that applies. Every case has to be answered.</summary>
    /// <param name="established">The connection stands.</param>
    /// <param name="denied">The user rejected.</param>
    /// <param name="failed">Bigin named another error.</param>
    /// <param name="untrusted">What came back can't be trusted or read.</param>
    /// <param name="exchangeFailed">Bigin gave no tokens.</param>
    /// <param name="notLasting">Bigin gave no refresh token.</param>
    /// <param name="organizationMismatch">The key is connected to another organization.</param>
    /// <param name="refused">The answer belongs to no attempt that may be answered here and now.</param>
    /// <exception cref="ArgumentNullException">An action is null.</exception>
    public void Switch(
        Action<ConnectionEstablished> established,
        Action<ConsentDenied> denied,
        Action<ConsentFailed> failed,
        Action<AnswerUntrusted> untrusted,
        Action<ExchangeFailed> exchangeFailed,
        Action<ConsentNotLasting> notLasting,
        Action<OrganizationMismatch> organizationMismatch,
        Action<AttemptRefused> refused)
    {
        ArgumentNullException.ThrowIfNull(established);
        ArgumentNullException.ThrowIfNull(denied);
        ArgumentNullException.ThrowIfNull(failed);
        ArgumentNullException.ThrowIfNull(untrusted);
        ArgumentNullException.ThrowIfNull(exchangeFailed);
        ArgumentNullException.ThrowIfNull(notLasting);
        ArgumentNullException.ThrowIfNull(organizationMismatch);
        ArgumentNullException.ThrowIfNull(refused);
        switch (this)
        {
            case ConnectionEstablished outcome:
                established(outcome);
                break;
            case ConsentDenied outcome:
                denied(outcome);
                break;
            case ConsentFailed outcome:
                failed(outcome);
                break;
            case AnswerUntrusted outcome:
                untrusted(outcome);
                break;
            case ExchangeFailed outcome:
                exchangeFailed(outcome);
                break;
            case ConsentNotLasting outcome:
                notLasting(outcome);
                break;
            case OrganizationMismatch outcome:
                organizationMismatch(outcome);
                break;
            case AttemptRefused outcome:
                refused(outcome);
                break;
            default:
                throw new InvalidOperationException($"{GetType()} is no known case.");
        }
    }

    /// <summary>Makes the default answer: a redirect to <see cref="ReturnUrl"/> where the connection stands, and problem details (RFC 9457) otherwise.</summary>
    /// <remarks>
    /// The <c>type</c> of each problem is stable, and its sentence is for the person. No value of the query is in it. The default answer to an
    /// <see cref="OrganizationMismatch"/> discards the new tokens.
    /// </remarks>
    /// <returns>A result to execute once.</returns>
    public abstract IResult ToResult();
}
