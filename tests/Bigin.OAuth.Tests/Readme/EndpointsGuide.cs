using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The code of docs/aspnetcore.md, compiled and run. <see cref="Readme_code"/> compares the two.</summary>
internal static class EndpointsGuide
{
    internal static void MapWithAnswersOfItsOwn(WebApplication app)
    {
        app.MapBiginOAuth(endpoints =>
        {
            endpoints.ConnectionKey = context => new(context.User.FindFirstValue("tenant"));
            endpoints.Respond = (context, outcome) => outcome.Match(
                connected: it => Results.LocalRedirect(it.ReturnUrl!),
                denied: _ => Results.LocalRedirect("/settings?bigin=rejected"),
                failed: it => Results.LocalRedirect(it.Failure.IsNoOrganization ? "/settings?bigin=no-organization" : "/settings?bigin=failed"),
                rejected: it => it.ToResult(),
                connectFailed: it => Results.LocalRedirect(it.Error.IsTransient || it.Error.Kind is TokenErrorKind.UnreadableResponse ? "/settings?bigin=later" : "/settings?bigin=failed"),
                refreshTokenMissing: it => Results.LocalRedirect($"/bigin/connect?consent=again&returnUrl={Uri.EscapeDataString(it.ReturnUrl!)}"),
                differentOrganization: it => it.ToResult(),
                attemptRejected: it => it.ToResult(),
                storeFailed: _ => Results.LocalRedirect("/settings?bigin=later")).ExecuteAsync(context);
            endpoints.ConfigureLink = (context, link) => new(context.Request.Query["consent"] == "again" ? link.WithForcedConsent() : link);
        });
    }

    internal static void MapWithAPageOfItsOwn(WebApplication app)
    {
        app.MapBiginOAuth(endpoints =>
        {
            endpoints.ConnectionKey = context => new(context.User.FindFirstValue("tenant"));
            endpoints.Page = page => $"""
                <!doctype html><html lang="en"><title>Invoices</title>
                <h1>{WebUtility.HtmlEncode(page.Title)}</h1><p>{WebUtility.HtmlEncode(page.Text)}</p>
                <a href="{WebUtility.HtmlEncode(page.ReturnUrl)}">Back</a></html>
                """;
        });
    }

    internal static void MapUnderAPathBase(WebApplication app)
    {
        app.UsePathBase("/invoices");
        app.UseRouting();

        app.MapBiginOAuth(endpoints =>
        {
            endpoints.ConnectionKey = context => new(context.User.FindFirstValue("tenant"));
            endpoints.CallbackPath = "/bigin/callback"; // of RedirectUri https://example.com/invoices/bigin/callback
        });
    }

    internal static void MapWithARateLimit(WebApplication app)
    {
        app.MapBiginOAuth(endpoints => endpoints.ConnectionKey = context => new(context.User.FindFirstValue("tenant")))
            .RequireAuthorization()
            .RequireRateLimiting("bigin");
    }
}
