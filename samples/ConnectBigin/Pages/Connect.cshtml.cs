using Bigin.OAuth;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ConnectBigin;

/// <summary>Makes a link for this browser and sends it there.</summary>
public sealed class ConnectModel(AuthorizationUrlBuilder links, PendingCookie cookie) : PageModel
{
    /// <summary>Keeps the pending authorization and redirects to Bigin.</summary>
    public IActionResult OnGet(bool again)
    {
        AuthorizationRequest request = (again ? links.WithForcedConsent() : links).Build();
        cookie.Write(HttpContext, request.Pending);
        return Redirect(request.Url.AbsoluteUri);
    }
}
