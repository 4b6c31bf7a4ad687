using System.Net;
using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tests.Connections;
using Microsoft.AspNetCore.Builder;

namespace Bigin.OAuth.Tests.AspNetCore;

/// <summary>One way to each end of an attempt, and what is answered there.</summary>
/// <param name="Name">The name of the row.</param>
/// <param name="Outcome">The case.</param>
/// <param name="Branch">The parameter of Match that applies.</param>
/// <param name="Status">The status.</param>
/// <param name="Type">The type of the problem, without its prefix; null where there is none.</param>
/// <param name="Title">The title.</param>
/// <param name="ReachAsync">Goes there and gives the answer.</param>
internal sealed record EveryOutcome(
    string Name, Type Outcome, string Branch, HttpStatusCode Status, string? Type, string? Title, Func<WebHost, WebBrowser, Task<HttpResponseMessage>> ReachAsync)
{
    private const string ErrorWithState = "/bigin/callback?error=server_error&state=";

    internal static EveryOutcome[] Rows { get; } =
    [
        new("connected", typeof(ConnectedOutcome), "connected", HttpStatusCode.Redirect, null, null, AcceptAsync),
        new("rejected", typeof(AuthorizationDeniedOutcome), "denied", HttpStatusCode.Forbidden, "authorization-denied", "You rejected the request.",
            async (host, browser) => await browser.ReturnAsync(await host.Emulator.RejectAsync(await browser.ConnectAsync(), "one@example.com"))),
        new("no organization", typeof(AuthorizationFailedOutcome), "failed", HttpStatusCode.Forbidden, "no-organization", "Your account belongs to no Bigin organization.",
            async (host, browser) => await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync(), "none@example.com"))),
        new("another error", typeof(AuthorizationFailedOutcome), "failed", HttpStatusCode.BadGateway, "authorization-failed", "Bigin could not go on.",
            async (_, browser) => await browser.GetAsync(ErrorWithState + WebAnswers.GetState(await browser.ConnectAsync()))),
        new("not from Bigin", typeof(RedirectRejectedOutcome), "rejected", HttpStatusCode.BadRequest, "redirect-rejected", "What came back is not what Bigin sends.",
            async (host, browser) => await browser.GetAsync((await host.AcceptAsync(await browser.ConnectAsync())).With("location", "jp"))),
        new("not allowed", typeof(RedirectRejectedOutcome), "rejected", HttpStatusCode.Forbidden, "data-center-not-allowed", "Your account is in a data center that this application does not accept.",
            async (host, browser) => await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync(), "europe@example.com"))),
        Fault("throttled", EmulatorFault.Throttle),
        Fault("unreachable", EmulatorFault.CutConnection),
        Fault("out of order", EmulatorFault.Html(503)),
        Fault("maintenance", EmulatorFault.Html(200)),
        new("no tokens", typeof(ConnectFailedOutcome), "connectFailed", HttpStatusCode.BadGateway, "connect-failed", "You accepted, and Bigin gave this application no access.",
            (host, browser) => FailAsync(host, browser, EmulatorFault.Error("invalid_client"))),
        new("no refresh token", typeof(RefreshTokenMissingOutcome), "refreshTokenMissing", HttpStatusCode.Conflict, "refresh-token-missing", "You accepted, and Bigin gave access for an hour only.",
            async (host, browser) =>
            {
                (await AcceptAsync(host, browser)).Dispose();
                return await AcceptAsync(host, browser);
            }),
        new("another organization", typeof(DifferentOrganizationOutcome), "differentOrganization", HttpStatusCode.Conflict, "different-organization", "You picked another organization than the connected one.",
            async (host, browser) =>
            {
                (await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync(), "three@example.com", "Acorn Books"))).Dispose();
                return await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync(), "three@example.com", "Birch Bicycles"));
            }),
        new("an organization that cannot be read", typeof(DifferentOrganizationOutcome), "differentOrganization", HttpStatusCode.Conflict, "organization-unknown", "The organization that you picked could not be read.",
            async (host, browser) =>
            {
                (await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync(), "three@example.com", "Acorn Books"))).Dispose();
                host.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Status(503), times: 10);
                return await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync(), "three@example.com", "Birch Bicycles"));
            }),
        new("a store that fails", typeof(StoreFailedOutcome), "storeFailed", HttpStatusCode.ServiceUnavailable, "store-failed", "You accepted, and this application could not save the connection.",
            async (host, browser) =>
            {
                Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
                FailingStore.Of(host).Fail(nameof(IBiginConnectionStore.FindAsync));
                HttpResponseMessage answer = await browser.ReturnAsync(redirect);
                FailingStore.Of(host).Fail(null);
                return answer;
            }),
        new("no right any more", typeof(AttemptRejectedOutcome), "attemptRejected", HttpStatusCode.Forbidden, "not-permitted", "You can't connect Bigin here.",
            async (host, browser) => await browser.GetAsync((await host.AcceptAsync(await browser.ConnectAsync())).PathAndQuery + "&right=lost")),
        new("no attempt", typeof(AttemptRejectedOutcome), "attemptRejected", HttpStatusCode.BadRequest, "attempt-not-found", "This connection request was not found.",
            (_, browser) => browser.GetAsync($"{ErrorWithState}nobody-sent-this")),
        new("unreadable", typeof(AttemptRejectedOutcome), "attemptRejected", HttpStatusCode.BadRequest, "attempt-not-found", "This connection request was not found.",
            async (host, browser) =>
            {
                Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
                browser.Cookies[browser.Cookies.Keys.Single()] = "changed";
                return await browser.ReturnAsync(redirect);
            }),
        new("answered before", typeof(AttemptRejectedOutcome), "attemptRejected", HttpStatusCode.BadRequest, "attempt-already-answered", "This connection request was answered before.",
            async (host, browser) =>
            {
                Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
                using WebBrowser copy = browser.Copy("anna");
                (await browser.ReturnAsync(redirect)).Dispose();
                return await copy.ReturnAsync(redirect);
            }),
        new("another user", typeof(AttemptRejectedOutcome), "attemptRejected", HttpStatusCode.Forbidden, "attempt-of-other-user", "Another user started this connection request.",
            async (host, browser) =>
            {
                Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
                browser.User = "mallory";
                return await browser.ReturnAsync(redirect);
            }),
        new("too late", typeof(AttemptRejectedOutcome), "attemptRejected", HttpStatusCode.BadRequest, "attempt-expired", "This connection request has expired.",
            async (host, browser) =>
            {
                Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
                host.Emulator.Clock.Advance(TimeSpan.FromMinutes(11));
                return await browser.ReturnAsync(redirect);
            }),
    ];

    /// <summary>Starts a host on which every row can be reached.</summary>
    internal static Task<WebHost> StartAsync(Action<BiginOAuthEndpointOptions>? configure = null, Action<WebApplicationBuilder>? configureBuilder = null, BiginEmulator? emulator = null) => WebHost.StartAsync(
        options =>
        {
            options.AuthorizeKey = (context, _) => new(context.Request.Query["right"] != "lost");
            configure?.Invoke(options);
        },
        options =>
        {
            options.AllowedDataCenters.Add("us");
            options.UsePkce = true;
        },
        builder =>
        {
            FailingStore.Register(builder);
            builder.Services.PassWaits();
            configureBuilder?.Invoke(builder);
        },
        emulator: emulator);

    public override string ToString() => Name;

    private static EveryOutcome Fault(string name, EmulatorFault fault) => new(
        name, typeof(ConnectFailedOutcome), "connectFailed", HttpStatusCode.ServiceUnavailable, "bigin-unavailable", "You accepted, and Bigin did not respond to this application.",
        (host, browser) => FailAsync(host, browser, fault));

    private static async Task<HttpResponseMessage> AcceptAsync(WebHost host, WebBrowser browser) =>
        await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync()));

    private static Task<HttpResponseMessage> FailAsync(WebHost host, WebBrowser browser, EmulatorFault fault)
    {
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, fault);
        return AcceptAsync(host, browser);
    }
}
