using System.Net;
using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Emulator;
using Microsoft.AspNetCore.Builder;

namespace Bigin.OAuth.Tests.AspNetCore;

/// <summary>One way to each end of an attempt, and what is answered there.</summary>
/// <param name="Name">The name of the row.</param>
/// <param name="Outcome">The case.</param>
/// <param name="Branch">The parameter of Match and Switch that applies.</param>
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
        new("connected", typeof(ConnectionEstablished), "established", HttpStatusCode.Redirect, null, null, AcceptAsync),
        new("rejected", typeof(ConsentDenied), "denied", HttpStatusCode.Forbidden, "consent-denied", "You rejected the request.",
            async (host, browser) => await browser.ReturnAsync(await host.Emulator.RejectAsync(await browser.ConnectAsync(), "one@example.com"))),
        new("no organization", typeof(ConsentFailed), "failed", HttpStatusCode.Forbidden, "no-organization", "Your account belongs to no Bigin organization.",
            async (host, browser) => await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync(), "none@example.com"))),
        new("another error", typeof(ConsentFailed), "failed", HttpStatusCode.BadGateway, "consent-failed", "Bigin could not go on.",
            async (_, browser) => await browser.GetAsync(ErrorWithState + WebAnswers.StateOf(await browser.ConnectAsync()))),
        new("untrusted", typeof(AnswerUntrusted), "untrusted", HttpStatusCode.BadRequest, "answer-untrusted", "What came back is not what Bigin sends.",
            async (host, browser) => await browser.GetAsync((await host.AcceptAsync(await browser.ConnectAsync())).With("location", "jp"))),
        new("not allowed", typeof(AnswerUntrusted), "untrusted", HttpStatusCode.Forbidden, "data-center-not-allowed", "Your account is in a data center that this application does not accept.",
            async (host, browser) => await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync(), "europe@example.com"))),
        Fault("throttled", EmulatorFault.Throttle),
        Fault("unreachable", EmulatorFault.CutConnection),
        Fault("out of order", EmulatorFault.Html(503)),
        new("no tokens", typeof(ExchangeFailed), "exchangeFailed", HttpStatusCode.BadGateway, "exchange-failed", "You accepted, and Bigin gave this application no access.",
            (host, browser) => FailAsync(host, browser, EmulatorFault.Error("invalid_client"))),
        new("no refresh token", typeof(ConsentNotLasting), "notLasting", HttpStatusCode.Conflict, "consent-not-lasting", "You accepted, and Bigin gave access for an hour only.",
            async (host, browser) =>
            {
                (await AcceptAsync(host, browser)).Dispose();
                return await AcceptAsync(host, browser);
            }),
        new("another organization", typeof(OrganizationMismatch), "organizationMismatch", HttpStatusCode.Conflict, "organization-mismatch", "You picked another organization than the connected one.",
            async (host, browser) =>
            {
                (await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync(), "three@example.com", "Acorn Books"))).Dispose();
                return await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync(), "three@example.com", "Birch Bicycles"));
            }),
        new("no attempt", typeof(AttemptRefused), "refused", HttpStatusCode.BadRequest, "attempt-not-found", "There is nothing to answer here.",
            (_, browser) => browser.GetAsync($"{ErrorWithState}nobody-sent-this")),
        new("unreadable", typeof(AttemptRefused), "refused", HttpStatusCode.BadRequest, "attempt-not-found", "There is nothing to answer here.",
            async (host, browser) =>
            {
                Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
                browser.Cookies[browser.Cookies.Keys.Single()] = "changed";
                return await browser.ReturnAsync(redirect);
            }),
        new("answered before", typeof(AttemptRefused), "refused", HttpStatusCode.BadRequest, "attempt-already-answered", "This was answered before.",
            async (host, browser) =>
            {
                Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
                using WebBrowser copy = browser.Copy("anna");
                (await browser.ReturnAsync(redirect)).Dispose();
                return await copy.ReturnAsync(redirect);
            }),
        new("another user", typeof(AttemptRefused), "refused", HttpStatusCode.Forbidden, "attempt-of-other-user", "Somebody else has started this.",
            async (host, browser) =>
            {
                Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
                browser.User = "mallory";
                return await browser.ReturnAsync(redirect);
            }),
        new("too late", typeof(AttemptRefused), "refused", HttpStatusCode.BadRequest, "attempt-expired", "This took too long.",
            async (host, browser) =>
            {
                Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
                host.Emulator.Clock.Advance(TimeSpan.FromMinutes(11));
                return await browser.ReturnAsync(redirect);
            }),
    ];

    /// <summary>Starts a host on which every row can be reached.</summary>
    internal static Task<WebHost> StartAsync(Action<BiginOAuthEndpointOptions>? configure = null, Action<WebApplicationBuilder>? configureBuilder = null, BiginEmulator? emulator = null) => WebHost.StartAsync(
        configure,
        options =>
        {
            options.AllowedDataCenters.Add("us");
            options.UsePkce = true;
        },
        configureBuilder,
        emulator: emulator);

    public override string ToString() => Name;

    private static EveryOutcome Fault(string name, EmulatorFault fault) => new(
        name, typeof(ExchangeFailed), "exchangeFailed", HttpStatusCode.ServiceUnavailable, "bigin-unavailable", "You accepted, and Bigin did not answer this application.",
        (host, browser) => FailAsync(host, browser, fault));

    private static async Task<HttpResponseMessage> AcceptAsync(WebHost host, WebBrowser browser) =>
        await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync()));

    private static Task<HttpResponseMessage> FailAsync(WebHost host, WebBrowser browser, EmulatorFault fault)
    {
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, fault);
        return AcceptAsync(host, browser);
    }
}
