using Bigin.OAuth;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace ConnectBigin;

/// <summary>The page to which Bigin sends the browser back: redirect, code, tokens, organization.</summary>
public sealed class CallbackModel(
    RedirectResponseParser parser,
    BiginTokenClient tokenClient,
    OrganizationReader organizations,
    IOptions<BiginOAuthOptions> options,
    [FromKeyedServices(BiginOAuthDefaults.TimeProviderKey)] TimeProvider clock,
    PendingCookie cookie) : PageModel
{
    internal Answer Answer { get; private set; } = Answer.NoAttempt;

    /// <summary>Parses the redirect with what this browser kept, and exchanges its code.</summary>
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

    private async Task<Answer> ConnectAsync(AuthorizationResult result, CancellationToken cancellationToken)
    {
        TokenResponse response = await tokenClient.ExchangeAsync(result, cancellationToken);
        return await response.Match(
            issued: async tokens => Answer.Connected(tokens, await organizations.ReadNameAsync(tokens, cancellationToken), options.Value.Scopes, clock.GetUtcNow()),
            failed: error => Task.FromResult(Answer.NotConnected(error)));
    }

    // Anyone can send this browser here with an error and no state, or with a state of their own; the real answer may still come.
    private static bool EndsTheAttempt(RedirectResponse response) => response.Match(
        granted: _ => true,
        denied: denial => denial.IsStateVerified,
        failed: failure => failure.IsStateVerified,
        rejected: _ => false);
}
