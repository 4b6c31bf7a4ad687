using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>
/// Sends a person's browser from an address with a code to a page without one. A feature of the request, so that the problem which an
/// outcome becomes finds it, also where the host executes it.
/// </summary>
internal sealed class PageRedirect(EndpointPaths paths, PageTickets tickets, TimeProvider timeProvider, TimeSpan lifetime)
{
    /// <summary>Makes the page of this request's outcome available to its problem.</summary>
    internal void Offer(HttpContext context, ConnectOutcome? outcome = null) => context.Features.Set(new Offered(this, outcome));

    /// <summary>Redirects to the page, or returns <see langword="false"/> where a script asks or no page is offered.</summary>
    internal static bool TryExecute(HttpContext context, Problem problem) =>
        context.Features.Get<Offered>() is { } offered && offered.Redirect.TryExecute(context, problem, offered.Outcome);

    private bool TryExecute(HttpContext context, Problem problem, ConnectOutcome? outcome)
    {
        if (!AcceptsHtml(context.Request))
        {
            return false;
        }

        var difference = outcome as DifferentOrganizationOutcome;
        string ticket = tickets.Protect(new PageTicket
        {
            Type = problem.Type,
            User = SignedInUser.GetId(context.User),
            ExpiresAt = timeProvider.GetUtcNow() + lifetime,
            Key = outcome?.Key,
            ReturnUrl = outcome?.ReturnUrl,
            CurrentOrganization = GetName(difference?.Current.Organization),
            CurrentOrganizationId = difference?.Current.Organization?.Id,
            PickedOrganization = GetName(difference?.Picked),
        });

        // RFC 9110 section 15.4.4: with 303 the browser gets the other address, and this one, code and all, leaves the address bar and the
        // history.
        // https://www.rfc-editor.org/rfc/rfc9110#section-15.4.4
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = $"{paths.GetResultAddress(context.Request)}?page={Uri.EscapeDataString(ticket)}";
        return true;
    }

    private static string? GetName(BiginOrganization? organization) => organization?.Name ?? organization?.Id;

    private static bool AcceptsHtml(HttpRequest request) =>
        request.GetTypedHeaders()
            .Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && type.Quality is not 0);

    private sealed record Offered(PageRedirect Redirect, ConnectOutcome? Outcome);
}
