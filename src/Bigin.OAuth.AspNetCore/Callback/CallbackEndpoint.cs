using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Takes the redirect that a browser brings back from Bigin: finds its attempt, reads it once, and connects.</summary>
internal sealed class CallbackEndpoint(
    BiginOAuthEndpointOptions options,
    EndpointPaths paths,
    RedirectResponseParser parser,
    BiginConnections connections,
    AttemptCookies cookies,
    CompletedAttempts answered,
    OrganizationSwitch organizationSwitch,
    PageRedirect pages,
    TimeProvider timeProvider,
    ILogger logger)
{
    internal async Task AnswerAsync(HttpContext context)
    {
        ResponseHeaders.Add(context);
        if (FetchMetadata.IsPrefetch(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable; // the person comes by themselves, and is answered then
            return;
        }

        ConnectOutcome outcome = await DecideAsync(context).ConfigureAwait(false);
        EndpointLog.Write(logger, outcome);
        pages.Offer(context, outcome);
        await (options.Respond is { } respond ? respond(context, outcome) : outcome.ToResult().ExecuteAsync(context)).ConfigureAwait(false);
    }

    private async Task<ConnectOutcome> DecideAsync(HttpContext context)
    {
        StringValues state = context.Request.Query["state"];
        return StringValues.IsNullOrEmpty(state) ? DecideWithoutState(context)
            : state.Count == 1 ? await DecideAsync(context, cookies.FindName(context, state.ToString())).ConfigureAwait(false)
            : new AttemptRejectedOutcome(AttemptRejection.NotFound);
    }

    private async Task<ConnectOutcome> DecideAsync(HttpContext context, string? cookieName)
    {
        if (cookieName is null)
        {
            return new AttemptRejectedOutcome(AttemptRejection.NotFound);
        }

        // Before anything else, and at the start of the response, so that an error page of the host's takes it away too.
        context.Response.OnStarting(() =>
        {
            cookies.Remove(context, cookieName);
            return Task.CompletedTask;
        });

        if (cookies.Read(context, cookieName) is not { } attempt)
        {
            return new AttemptRejectedOutcome(AttemptRejection.Unreadable);
        }

        if (!answered.TryAdd(cookieName))
        {
            return new AttemptRejectedOutcome(AttemptRejection.AlreadyAnswered);
        }

        string user = SignedInUser.GetId(context.User);
        if (attempt.User != user)
        {
            return new AttemptRejectedOutcome(AttemptRejection.OtherUser, isAnybodySignedIn: user.Length > 0);
        }

        if (attempt.IsExpired(timeProvider.GetUtcNow()))
        {
            return new AttemptRejectedOutcome(AttemptRejection.Expired, attempt);
        }

        if (!await options.IsAuthorizedAsync(context, attempt.Key).ConfigureAwait(false))
        {
            return new AttemptRejectedOutcome(AttemptRejection.NotPermitted, attempt);
        }

        return await parser.Parse(context.Request.QueryString.Value, attempt.Pending).Match(
            granted: result => ConnectAsync(context, attempt, result),
            denied: denial => Task.FromResult<ConnectOutcome>(new AuthorizationDeniedOutcome(denial, attempt)),
            failed: failure => Task.FromResult<ConnectOutcome>(new AuthorizationFailedOutcome(failure, attempt)),
            rejected: rejection => Task.FromResult<ConnectOutcome>(new RedirectRejectedOutcome(rejection, attempt))).ConfigureAwait(false);
    }

    // RFC 6749 section 4.1.2.1 has the state in errors too; Zoho may drop it there, and anyone can send this browser here without one.
    // So such an error is shown to a user who has an attempt pending, and ends none. https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
    private ConnectOutcome DecideWithoutState(HttpContext context) =>
        cookies.FindLatest(context, SignedInUser.GetId(context.User)) is { } attempt
            ? parser.Parse(context.Request.QueryString.Value, attempt.Pending).Match<ConnectOutcome>(
                granted: _ => throw new InvalidOperationException("A redirect without state was granted."),
                denied: denial => new AuthorizationDeniedOutcome(denial, attempt: null),
                failed: failure => new AuthorizationFailedOutcome(failure, attempt: null),
                rejected: rejection => new RedirectRejectedOutcome(rejection, attempt: null))
            : new AttemptRejectedOutcome(AttemptRejection.NotFound);

    // Without the request's own cancellation: the code works once, so a browser that is closed or reloaded now must not lose it.
    private async Task<ConnectOutcome> ConnectAsync(HttpContext context, Attempt attempt, AuthorizationResult authorization)
    {
        try
        {
            ConnectResult result = await connections.ConnectAsync(
                attempt.Key, authorization, await GetOrganizationChangeAsync(attempt).ConfigureAwait(false), CancellationToken.None)
                .ConfigureAwait(false);
            return result.Match<ConnectOutcome>(
                connected: it => new ConnectedOutcome(it, attempt),
                failed: it => new ConnectFailedOutcome(it, attempt),
                refreshTokenMissing: it => new RefreshTokenMissingOutcome(it, attempt),
                differentOrganization: it => new DifferentOrganizationOutcome(it, attempt, CreateSwitchForm(context, attempt, it)));
        }
        catch (BiginConnectionException exception) when (exception.Reason is ConnectionFailure.StoreFailed)
        {
            return new StoreFailedOutcome(exception, attempt);
        }
    }

    // The person has agreed to leave the organization that the page named. Where the key has another one by now, the page asks again.
    private async Task<OrganizationChange> GetOrganizationChangeAsync(Attempt attempt) =>
        attempt is { OrganizationChange: OrganizationChange.Allow, OrganizationToLeave: { } agreed }
        && (await connections.FindAsync(attempt.Key).ConfigureAwait(false))?.Organization?.Id is { } current && current != agreed
            ? OrganizationChange.Ask
            : attempt.OrganizationChange;

    private OrganizationSwitchForm CreateSwitchForm(HttpContext context, Attempt attempt, DifferentOrganization difference) => new(
        paths.GetSwitchAction(context.Request, attempt.Pending.RedirectUri),
        organizationSwitch.Protect(attempt.Key, attempt.ReturnUrl, attempt.User, timeProvider.GetUtcNow() + options.AttemptLifetime,
            difference.Current.Organization?.Id));
}
