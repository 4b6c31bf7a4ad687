using Bigin.OAuth;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ConnectBigin;

/// <summary>The page to which Bigin sends the browser back: redirect, code, tokens, connection.</summary>
public sealed class CallbackModel(
    RedirectResponseParser parser,
    BiginConnections connections,
    IBiginConnectionStore store,
    [FromKeyedServices(BiginOAuthDefaults.TimeProviderKey)] TimeProvider clock,
    PendingCookie cookie) : PageModel
{
    internal Answer Answer { get; private set; } = Answer.NoAttempt;

    /// <summary>Parses the redirect with what this browser kept, and connects.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (cookie.Read(HttpContext) is not { } pending)
        {
            return;
        }

        RedirectResponse response = parser.Parse(Request.QueryString.Value, pending);
        if (EndsTheAttempt(response))
        {
            cookie.Remove(HttpContext);
        }

        Answer = await response.Match(
            granted: result => ConnectAsync(result, cancellationToken),
            denied: _ => Task.FromResult(Answer.Denied),
            failed: failure => Task.FromResult(Answer.Failed(failure)),
            rejected: rejection => Task.FromResult(Answer.Rejected(rejection)));
    }

    private async Task<Answer> ConnectAsync(AuthorizationResult authorization, CancellationToken cancellationToken)
    {
        ConnectResult result = await connections.ConnectAsync(IndexModel.Key, authorization, cancellationToken);
        if (result is DifferentOrganization other)
        {
            await other.DiscardAsync(cancellationToken);
        }

        StoredConnection? stored = await store.FindAsync(IndexModel.Key, cancellationToken);
        return Answer.To(result, clock.GetUtcNow(), stored?.AccessTokenExpiresAt);
    }

    // Anyone can send this browser here with an error and no state, or with a state of their own; the real answer may still come.
    private static bool EndsTheAttempt(RedirectResponse response) => response.Match(
        granted: _ => true,
        denied: denial => denial.IsStateVerified,
        failed: failure => failure.IsStateVerified,
        rejected: _ => false);
}
