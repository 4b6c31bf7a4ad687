using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Shows the page for people.</summary>
internal sealed class PageEndpoint(
    BiginOAuthEndpointOptions options, EndpointPaths paths, PageTickets tickets, OrganizationSwitch organizationSwitch,
    IEnumerable<DataCenter> dataCenters, TimeProvider timeProvider)
{
    // The form leads to this application and, by its redirect, on to Bigin, which browsers hold form-action to as well.
    private readonly string _policy =
        $"default-src 'none'; img-src data:; style-src '{BuiltInPage.StyleHash}'; form-action 'self' "
            + $"{string.Join(' ', dataCenters.Select(dataCenter => dataCenter.AccountsServer.GetLeftPart(UriPartial.Authority)))}; "
            + "base-uri 'none'; frame-ancestors 'none'";

    internal async Task ShowAsync(HttpContext context)
    {
        ResponseHeaders.AddToPage(context);
        PageTicket? ticket = tickets.Read(context.Request.Query["page"] is [{ } text] ? text : null);
        bool isGood = ticket is not null && ticket.User == SignedInUser.GetId(context.User) && timeProvider.GetUtcNow() < ticket.ExpiresAt;
        Problem problem = isGood ? Problem.Find(ticket!.Type) : Problem.PageExpired;
        ConnectPage page = Create(context, problem, isGood ? ticket : null);

        // The page is what was asked for, so it is no error. Only one that has expired is gone.
        context.Response.StatusCode = isGood ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/html; charset=utf-8";
        if (options.Page is null)
        {
            context.Response.Headers.ContentSecurityPolicy = _policy;
        }

        await context.Response.WriteAsync((options.Page ?? BuiltInPage.Write)(page), context.RequestAborted).ConfigureAwait(false);
    }

    private ConnectPage Create(HttpContext context, Problem problem, PageTicket? ticket)
    {
        string returnUrl = ticket?.ReturnUrl ?? LocalUrl.From($"{paths.GetRoot(context.Request)}/") ?? "/";
        string? connectUrl = problem.CanBeTriedAgain
            ? $"{paths.GetConnectAddress(context.Request)}?returnUrl={Uri.EscapeDataString(returnUrl)}"
            : null;
        bool isDifference = problem == Problem.DifferentOrganization || problem == Problem.UnknownOrganization;
        return new ConnectPage(problem.Type, problem.Title, problem.PageText ?? problem.Detail, returnUrl, connectUrl)
        {
            CurrentOrganization = ticket?.CurrentOrganization,
            PickedOrganization = ticket?.PickedOrganization,
            SwitchForm = isDifference && ticket is { Key: { } key } ? CreateSwitchForm(context, key, returnUrl, ticket) : null,
        };
    }

    private OrganizationSwitchForm CreateSwitchForm(HttpContext context, string key, string returnUrl, PageTicket ticket) =>
        new(paths.GetSwitchAddress(context.Request), organizationSwitch.Protect(key, returnUrl, ticket.User, ticket.ExpiresAt,
            ticket.CurrentOrganizationId));
}
