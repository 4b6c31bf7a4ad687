using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using Bigin.OAuth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Invoices;

public sealed record BiginLink(Uri Url, string Attempt);

public sealed record BiginAnswer(string Attempt, string Query);

public sealed record BiginState(string State, string? Organization = null);

public static class BiginForApps
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public static void MapBiginForApps(this WebApplication app, string appLink)
    {
        app.MapPost("/bigin/links", Start).RequireAuthorization(policy => policy.RequireClaim("tenant"));
        app.MapPost("/bigin/answers", AnswerAsync).RequireAuthorization(policy => policy.RequireClaim("tenant"));
        app.MapGet("/bigin/callback", (HttpContext context) => GoBackToTheApp(context, appLink));
    }

    private static BiginLink Start(ClaimsPrincipal user, AuthorizationUrlBuilder links, IDataProtectionProvider protection)
    {
        AuthorizationRequest request = links.Build();
        return new BiginLink(request.Url, CreateProtector(user, protection).Protect(request.Pending.ToJson(), Lifetime));
    }

    // The app has the token of the user, and this browser doesn't. So what Bigin answers is handed on, and means nothing without the attempt.
    private static IResult GoBackToTheApp(HttpContext context, string appLink)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        string address = WebUtility.HtmlEncode(appLink + context.Request.QueryString);
        return Results.Content($"""
            <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Back to the app</title><meta http-equiv="refresh" content="0; url={address}">
            <p><a href="{address}">Back to the app</a></p></html>
            """, "text/html");
    }

    private static async Task<IResult> AnswerAsync(
        BiginAnswer answer, ClaimsPrincipal user, RedirectResponseParser parser, BiginConnections connections, IDataProtectionProvider protection)
    {
        if (Read(answer.Attempt, user, protection) is not { } pending)
        {
            return Results.Json(new BiginState("start-again"), statusCode: StatusCodes.Status400BadRequest);
        }

        BiginState state = await parser.Parse(answer.Query, pending).Match(
            granted: result => ConnectAsync(user.FindFirstValue("tenant")!, result, connections),
            denied: _ => Task.FromResult(new BiginState("denied")),
            failed: it => Task.FromResult(new BiginState(it.IsNoOrganization ? "no-organization" : "failed")),
            rejected: _ => Task.FromResult(new BiginState("start-again")));
        return Results.Json(state);
    }

    private static async Task<BiginState> ConnectAsync(string key, AuthorizationResult authorization, BiginConnections connections)
    {
        ConnectResult result = await connections.ConnectAsync(key, authorization); // an app that loses the network must not lose what the code brings
        return result.Match(
            connected: it => new BiginState("connected", it.Connection.Organization?.Name),
            failed: it => new BiginState(it.Error.IsTransient ? "later" : "failed"),
            refreshTokenMissing: _ => new BiginState("start-again"), // set ForceConsent
            differentOrganization: it => new BiginState("different-organization", it.Current.Organization?.Name));
    }

    private static PendingAuthorization? Read(string attempt, ClaimsPrincipal user, IDataProtectionProvider protection)
    {
        try
        {
            return PendingAuthorization.TryFromJson(CreateProtector(user, protection).Unprotect(attempt), out PendingAuthorization? pending) ? pending : null;
        }
        catch (CryptographicException)
        {
            return null; // too old, changed, or of another user
        }
    }

    private static ITimeLimitedDataProtector CreateProtector(ClaimsPrincipal user, IDataProtectionProvider protection) =>
        protection.CreateProtector("Invoices.BiginForApps.v1", user.FindFirstValue(ClaimTypes.NameIdentifier)!, user.FindFirstValue("tenant")!).ToTimeLimitedDataProtector();
}
