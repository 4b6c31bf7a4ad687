using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Takes the answer that a browser brings back from Bigin: finds its attempt, reads it once, and connects.</summary>
internal sealed class CallbackEndpoint(
    BiginOAuthEndpointOptions options,
    RedirectResponseParser parser,
    BiginConnections connections,
    AttemptCookies cookies,
    AnsweredAttempts answered,
    TimeProvider timeProvider,
    ILogger logger)
{
    internal async Task AnswerAsync(HttpContext context)
    {
        AnswerHeaders.Add(context);
        if (FetchMetadata.IsPrefetch(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable; // the person comes by themselves, and is answered then
            return;
        }

        ConnectOutcome outcome = await DecideAsync(context).ConfigureAwait(false);
        EndpointLog.Write(logger, outcome);
        await (options.Respond is { } respond ? respond(context, outcome) : outcome.ToResult().ExecuteAsync(context)).ConfigureAwait(false);
    }

    private Task<ConnectOutcome> DecideAsync(HttpContext context)
    {
        StringValues state = context.Request.Query["state"];
        return StringValues.IsNullOrEmpty(state) ? Task.FromResult(DecideWithoutState(context))
            : state.Count == 1 ? DecideAsync(context, AttemptCookies.FindName(context, state.ToString()))
            : Task.FromResult<ConnectOutcome>(new AttemptRefused(AttemptRefusal.NotFound));
    }

    private Task<ConnectOutcome> DecideAsync(HttpContext context, string? cookieName)
    {
        if (cookieName is null)
        {
            return Refuse(AttemptRefusal.NotFound);
        }

        // Before anything else, and at the start of the response, so that an error page of the host's takes it away too.
        context.Response.OnStarting(() =>
        {
            AttemptCookies.Remove(context, cookieName);
            return Task.CompletedTask;
        });

        if (cookies.Read(context, cookieName) is not { } attempt)
        {
            return Refuse(AttemptRefusal.Unreadable);
        }

        if (!answered.TryAdd(cookieName))
        {
            return Refuse(AttemptRefusal.AlreadyAnswered);
        }

        if (attempt.User != SignedInUser.IdOf(context.User))
        {
            return Refuse(AttemptRefusal.OtherUser);
        }

        return attempt.IsExpired(timeProvider.GetUtcNow())
            ? Task.FromResult<ConnectOutcome>(new AttemptRefused(AttemptRefusal.Expired, attempt))
            : parser.Parse(context.Request.QueryString.Value, attempt.Pending).Match(
                granted: result => ConnectAsync(attempt, result),
                denied: denial => Task.FromResult<ConnectOutcome>(new ConsentDenied(denial, attempt)),
                failed: failure => Task.FromResult<ConnectOutcome>(new ConsentFailed(failure, attempt)),
                rejected: rejection => Task.FromResult<ConnectOutcome>(new AnswerUntrusted(rejection, attempt)));

        static Task<ConnectOutcome> Refuse(AttemptRefusal reason) => Task.FromResult<ConnectOutcome>(new AttemptRefused(reason));
    }

    // RFC 6749 section 4.1.2.1 has the state in errors too; Zoho may drop it there, and anyone can send this browser here without one.
    // So such an error is shown to whoever has an attempt pending, and ends none. https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
    private ConnectOutcome DecideWithoutState(HttpContext context) =>
        cookies.FindLatest(context, SignedInUser.IdOf(context.User)) is { } attempt
            ? parser.Parse(context.Request.QueryString.Value, attempt.Pending).Match<ConnectOutcome>(
                granted: _ => throw new InvalidOperationException("A redirect without state was granted."),
                denied: denial => new ConsentDenied(denial, attempt: null),
                failed: failure => new ConsentFailed(failure, attempt: null),
                rejected: rejection => new AnswerUntrusted(rejection, attempt: null))
            : new AttemptRefused(AttemptRefusal.NotFound);

    // Without the request's own cancellation: the code works once, so a browser that is closed or reloaded now must not lose it.
    private async Task<ConnectOutcome> ConnectAsync(Attempt attempt, AuthorizationResult authorization)
    {
        ConnectResult result = await connections.ConnectAsync(attempt.Key, authorization, cancellationToken: CancellationToken.None).ConfigureAwait(false);
        return result.Match<ConnectOutcome>(
            connected: it => new ConnectionEstablished(it, attempt),
            failed: it => new ExchangeFailed(it, attempt),
            refreshTokenMissing: it => new ConsentNotLasting(it, attempt),
            differentOrganization: it => new OrganizationMismatch(it, attempt));
    }
}
