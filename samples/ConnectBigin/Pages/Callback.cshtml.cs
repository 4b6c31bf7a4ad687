using Bigin.OAuth;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ConnectBigin;

/// <summary>The page to which Bigin sends the browser back.</summary>
public sealed class CallbackModel(
    RedirectResponseParser parser,
    [FromKeyedServices(BiginOAuthDefaults.TimeProviderKey)] TimeProvider clock,
    PendingCookie cookie) : PageModel
{
    internal Answer Answer { get; private set; } = Answer.NoAttempt;

    /// <summary>Parses the redirect with what this browser kept.</summary>
    public void OnGet()
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

        Answer = Answer.To(response, clock.GetUtcNow());
    }

    // Anyone can send this browser here with an error and no state, or with a state of their own; the real answer may still come.
    private static bool EndsTheAttempt(RedirectResponse response) => response.Match(
        granted: _ => true,
        denied: denial => denial.IsStateVerified,
        failed: failure => failure.IsStateVerified,
        rejected: _ => false);
}
