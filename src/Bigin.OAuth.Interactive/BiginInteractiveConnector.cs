using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Interactive;

/// <summary>
/// Connects a key on the person's own machine: opens the browser, listens on localhost for Bigin's answer, and takes a pasted address
/// beside it.
/// </summary>
/// <remarks>
/// Thread-safe; <c>AddInteractive</c> registers it as a singleton. Calls at the same time need a port each, so register several redirect
/// URIs (<see cref="BiginInteractiveOptions.RedirectUris"/>). It listens on the loopback addresses only, and only while it waits.
/// </remarks>
/// <example>
/// <code>
/// InteractiveConnectOutcome outcome = await interactive.ConnectAsync("default", OrganizationChange.Ask, cancellationToken);
/// </code>
/// </example>
public sealed class BiginInteractiveConnector
{
    private readonly InteractiveFlow _flow;
    private readonly BiginConnections _connections;
    private readonly IOptionsMonitor<BiginOAuthOptions> _client;

    internal BiginInteractiveConnector(InteractiveFlow flow, BiginConnections connections, IOptionsMonitor<BiginOAuthOptions> client) =>
        (_flow, _connections, _client) = (flow, connections, client);

    /// <summary>
    /// Asks the person for consent, exchanges the code, and stores the connection under a key, in place of the one that may be there.
    /// </summary>
    /// <remarks>
    /// The browser shows what came of it. With <see cref="OrganizationChange.Allow"/> Bigin asks for consent even where the person has
    /// accepted before, so that they can pick an organization. <paramref name="cancellationToken"/> ends the wait; what Bigin issued by
    /// then is stored or revoked.
    /// </remarks>
    /// <param name="key">The host's own name for the connection: 1 to 200 characters, compared ordinally and with case.</param>
    /// <param name="organizationChange">Whether the key may move to another organization.</param>
    /// <param name="cancellationToken">Ends the wait. Nothing listens after that.</param>
    /// <returns>One of the cases of <see cref="InteractiveConnectOutcome"/>.</returns>
    /// <exception cref="ArgumentException">The key is empty, too long, or holds a control character. Nothing is shown.</exception>
    /// <exception cref="BiginConnectionException">The connection store failed: before anything was shown, or after the person has
    /// accepted.</exception>
    /// <exception cref="InvalidOperationException">There is no client secret, so no code could be exchanged. Nothing is shown.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<InteractiveConnectOutcome> ConnectAsync(
        string key, OrganizationChange organizationChange = OrganizationChange.Ask, CancellationToken cancellationToken = default)
    {
        ConnectionKey.ThrowIfInvalid(key);
        if (!Enum.IsDefined(organizationChange))
        {
            throw new ArgumentOutOfRangeException(
                nameof(organizationChange), organizationChange, $"This is not a value of {nameof(OrganizationChange)}.");
        }

        ThrowIfWithoutSecret(_client.CurrentValue);
        await _connections.FindAsync(key, cancellationToken).ConfigureAwait(false); // a store that can't work costs no consent

        InteractiveAttempt attempt = await _flow.AskAsync(organizationChange is OrganizationChange.Allow, cancellationToken)
            .ConfigureAwait(false);
        await using (attempt.ConfigureAwait(false))
        {
            InteractiveConnectOutcome outcome;
            try
            {
                outcome = await DecideAsync(key, organizationChange, attempt.Authorization, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                await attempt.ShowLastAsync(new InteractivePage(InteractivePageKind.NotSaved), cancellationToken).ConfigureAwait(false);
                throw;
            }

            await attempt.ShowLastAsync(outcome.Page, cancellationToken).ConfigureAwait(false);
            return outcome;
        }
    }

    /// <summary>Asks the person for consent, and returns Bigin's answer without exchanging the code.</summary>
    /// <remarks>For a program that exchanges the code elsewhere, or names the key by what came back. The code lives a minute.</remarks>
    /// <param name="cancellationToken">Ends the wait. Nothing listens after that.</param>
    /// <returns>One of the cases of <see cref="InteractiveAuthorization"/>.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<InteractiveAuthorization> AuthorizeAsync(CancellationToken cancellationToken = default)
    {
        InteractiveAttempt attempt = await _flow.AskAsync(forceConsent: false, cancellationToken).ConfigureAwait(false);
        await using (attempt.ConfigureAwait(false))
        {
            if (attempt.Authorization is Answered answered)
            {
                await attempt.ShowLastAsync(DescribeAnswer(answered.Response), cancellationToken).ConfigureAwait(false);
            }

            return attempt.Authorization;
        }
    }

    private static InteractivePage DescribeAnswer(RedirectResponse response) => response switch
    {
        AuthorizationResult => new InteractivePage(InteractivePageKind.Accepted),
        AuthorizationDenied denied => new AuthorizationDeniedOutcome(denied).Page,
        AuthorizationFailed failed => new AuthorizationFailedOutcome(failed).Page,
        _ => new InteractivePage(InteractivePageKind.Rejected),
    };

    private Task<InteractiveConnectOutcome> DecideAsync(
        string key, OrganizationChange organizationChange, InteractiveAuthorization authorization, CancellationToken cancellationToken) =>
        authorization.Match(
            answered: it => it.Response.Match(
                granted: result => ExchangeAsync(key, organizationChange, result, cancellationToken),
                denied: denied => Task.FromResult<InteractiveConnectOutcome>(new AuthorizationDeniedOutcome(denied)),
                failed: failed => Task.FromResult<InteractiveConnectOutcome>(new AuthorizationFailedOutcome(failed)),
                rejected: rejected => throw new InvalidOperationException($"A rejected answer has ended the wait: {rejected.Reason}.")),
            timedOut: it => Task.FromResult<InteractiveConnectOutcome>(new TimedOutOutcome(it)),
            cannotListen: it => Task.FromResult<InteractiveConnectOutcome>(new CannotListenOutcome(it)));

    private async Task<InteractiveConnectOutcome> ExchangeAsync(
        string key, OrganizationChange organizationChange, AuthorizationResult authorization, CancellationToken cancellationToken)
    {
        ConnectResult result = await _connections.ConnectAsync(key, authorization, organizationChange, cancellationToken)
            .ConfigureAwait(false);
        return result.Match<InteractiveConnectOutcome>(
            connected: it => new ConnectedOutcome(it),
            failed: it => new ConnectFailedOutcome(it),
            refreshTokenMissing: it => new RefreshTokenMissingOutcome(it),
            differentOrganization: it => new DifferentOrganizationOutcome(it));
    }

    private static void ThrowIfWithoutSecret(BiginOAuthOptions client)
    {
        if (string.IsNullOrEmpty(client.ClientSecret) && client.ClientSecrets.Values.All(string.IsNullOrEmpty))
        {
            throw new InvalidOperationException(
                $"There is no client secret, so no code could be exchanged. Set {nameof(client.ClientSecret)}, or "
                + $"{nameof(client.ClientSecrets)} for each data center, to what Zoho's API console shows.");
        }
    }
}
