using System.Security.Claims;
using Bigin.OAuth;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using AuthorizationResult = Bigin.OAuth.AuthorizationResult; // and not Microsoft.AspNetCore.Authorization's

namespace Invoices;

[Authorize]
[Route("bigin")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class BiginController(
    AuthorizationUrlBuilder links, RedirectResponseParser parser, BiginConnections connections, AttemptCookie cookie) : Controller
{
    private string? UserId => User.FindFirstValue(ClaimTypes.NameIdentifier);

    [HttpGet("connect")]
    public IActionResult Connect(string? returnUrl)
    {
        if (UserId is not { } user)
        {
            return Forbid();
        }

        AuthorizationRequest request = links.Build();
        string page = returnUrl is { Length: <= 1000 } && Url.IsLocalUrl(returnUrl) ? returnUrl : "/";
        cookie.Write(HttpContext, new Attempt(request.Pending.ToJson(), user, page));
        return Redirect(request.Url.AbsoluteUri);
    }

    [AllowAnonymous] // a challenge would hand the code on to the sign-in page, in its ReturnUrl
    [HttpGet("callback")]
    public async Task<IActionResult> CallbackAsync()
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        if (UserId is not { } user
            || cookie.Read(HttpContext) is not { } attempt
            || attempt.UserId != user
            || !PendingAuthorization.TryFromJson(attempt.Pending, out PendingAuthorization? pending))
        {
            return await CreateTextResult("You have no attempt open in this browser. Start again.", StatusCodes.Status400BadRequest);
        }

        RedirectResponse response = parser.Parse(Request.QueryString.Value, pending);
        if (EndsTheAttempt(response))
        {
            cookie.Remove(HttpContext); // one answer per link
        }

        return await response.Match(
            granted: result => ConnectAsync(user, result, attempt.ReturnUrl),
            denied: _ => CreateTextResult("You rejected the request, so nothing was connected."),
            failed: failure => CreateTextResult(failure.IsNoOrganization ? "You belong to no Bigin organization." : "Bigin could not go on. Try again later."),
            rejected: rejection => CreateTextResult(rejection.Message, StatusCodes.Status400BadRequest));
    }

    private async Task<IActionResult> ConnectAsync(string key, AuthorizationResult authorization, string returnUrl)
    {
        ConnectResult result = await connections.ConnectAsync(key, authorization); // a closed tab must not lose what the code brings
        return await result.Match(
            connected: _ => Task.FromResult<IActionResult>(LocalRedirect(returnUrl)),
            failed: it => CreateTextResult($"Not connected: {it.Error.Kind}. The log says how to fix it."),
            refreshTokenMissing: _ => CreateTextResult("Not connected: Bigin sent no refresh token. Set ForceConsent."),
            differentOrganization: it => CreateTextResult($"Still connected to {it.Current.Organization}, not to {it.Picked}. To move, connect again and pass OrganizationChange.Allow."));
    }

    // Anyone can send a browser here with an error and no state; the real answer may still come.
    private static bool EndsTheAttempt(RedirectResponse response) => response.Match(
        granted: _ => true,
        denied: denial => denial.IsStateVerified,
        failed: failure => failure.IsStateVerified,
        rejected: _ => false);

    private static Task<IActionResult> CreateTextResult(string text, int status = StatusCodes.Status200OK) =>
        Task.FromResult<IActionResult>(new ContentResult { Content = text, ContentType = "text/plain; charset=utf-8", StatusCode = status });
}
