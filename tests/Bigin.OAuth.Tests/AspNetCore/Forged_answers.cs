using System.Net;
using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Tests.Tokens;
using Microsoft.AspNetCore.Builder;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Forged_answers
{
    private static readonly Func<Uri, Uri, string>[] Servers =
    [
        (evil, _) => evil.OriginalString,
        (evil, _) => $"{evil.OriginalString}/",
        (evil, _) => $"https://accounts.zoho.com@{evil.Authority}",
        (evil, real) => $"{real.OriginalString}@{evil.Authority}",
        (evil, real) => $"{evil.OriginalString}#{real.OriginalString}",
        (evil, real) => $"{evil.OriginalString}?{real.OriginalString}",
        (evil, real) => $"{real.OriginalString}/\\@{evil.Authority}",
        (_, real) => $"{real.OriginalString}/oauth",
        (_, real) => $"{real.OriginalString}.",
        (_, real) => $"{real.OriginalString}?",
        (_, real) => $"{real.OriginalString}0",
        (_, real) => real.OriginalString.Replace("http:", "https:", StringComparison.Ordinal),
        (_, real) => real.OriginalString.Replace("127.0.0.1", "localhost", StringComparison.Ordinal),
        (_, real) => real.OriginalString.Replace("127.0.0.1", "127.0.0.1.", StringComparison.Ordinal),
        (_, real) => real.OriginalString.Replace("127.0.0.1", "127.1", StringComparison.Ordinal),
        (_, real) => real.OriginalString.Replace("127.0.0.1", "0x7f000001", StringComparison.Ordinal),
        (_, _) => "https://accounts.zoho.com",
        (_, _) => "https://accounts.zoho.eu.example.com",
    ];

    private static readonly int[] Rows = [.. Enumerable.Range(0, Servers.Length)];

    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [TestCase("'\"><script>")]
    [TestCase("../../etc/passwd")]
    [TestCase("\u0000")]
    public async Task With_a_state_that_nobody_sent_are_refused(string state)
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());

        using HttpResponseMessage forged = await browser.GetAsync(redirect.With("state", state));
        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);

        await forged.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
        answer.ShouldReturnTo("/");
    }

    [Test]
    public async Task With_two_states_are_refused_and_end_nothing()
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());

        using HttpResponseMessage forged = await browser.GetAsync($"{redirect.PathAndQuery}&state=another");
        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);

        await forged.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
        answer.ShouldReturnTo("/");
    }

    [TestCase("error=access_denied", HttpStatusCode.Forbidden, "authorization-denied", typeof(AuthorizationDeniedOutcome))]
    [TestCase("error=access_denied&state=", HttpStatusCode.Forbidden, "authorization-denied", typeof(AuthorizationDeniedOutcome))]
    [TestCase("error=no_org", HttpStatusCode.Forbidden, "no-organization", typeof(AuthorizationFailedOutcome))]
    [TestCase("error=server_error", HttpStatusCode.BadGateway, "authorization-failed", typeof(AuthorizationFailedOutcome))]
    [TestCase("code=1000.a.b&location=us", HttpStatusCode.BadRequest, "redirect-rejected", typeof(RedirectRejectedOutcome))]
    [TestCase("", HttpStatusCode.BadRequest, "redirect-rejected", typeof(RedirectRejectedOutcome))]
    public async Task Without_state_end_nothing(string query, HttpStatusCode status, string type, Type outcome)
    {
        var outcomes = new RecordedOutcomes();
        await using WebHost host = await WebHost.StartAsync(outcomes.Record);
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());

        using HttpResponseMessage forged = await browser.GetAsync($"/bigin/callback?{query}");
        outcomes.Last.Should().BeOfType(outcome);
        outcomes.Last.Key.Should().BeNull("nothing ties it to an attempt");
        outcomes.Last.ReturnUrl.Should().BeNull();
        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);

        await forged.ShouldBeAsync(status, type);
        answer.ShouldReturnTo("/");
    }

    [TestCase(false, TestName = "Without state say nothing to a browser without attempt")]
    [TestCase(true, TestName = "Without state say nothing to another user of the browser")]
    public async Task Without_state_say_nothing_where_nothing_is_pending(bool isOfAnother)
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();
        if (isOfAnother)
        {
            await browser.ConnectAsync();
            browser.User = "mallory";
        }

        using HttpResponseMessage answer = await browser.GetAsync("/bigin/callback?error=access_denied");

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
    }

    [TestCaseSource(nameof(Rows))]
    public async Task Of_another_accounts_server_send_nothing_to_it(int row)
    {
        var outcomes = new RecordedOutcomes();
        await using RawServer evil = RawServer.Start(RawAnswer.Tokens);
        await using WebHost host = await WebHost.StartAsync(outcomes.Record);
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
        Uri real = host.Emulator.DataCenters[0].AccountsServer;
        string server = Servers[row](evil.Address, new Uri(real.GetLeftPart(UriPartial.Authority)));

        using HttpResponseMessage answer = await browser.GetAsync(redirect.With("accounts-server", server));

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "redirect-rejected");
        outcomes.Last.Should().BeOfType<RedirectRejectedOutcome>().Which.Rejection.Reason.Should().Be(RedirectRejection.UnknownDataCenter);
        evil.Connections.Should().Be(0);
        host.Exchanges.Should().Be(0);
    }

    [Test]
    public async Task Of_another_real_accounts_server_than_the_location_send_nothing()
    {
        var outcomes = new RecordedOutcomes();
        await using WebHost host = await WebHost.StartAsync(outcomes.Record);
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());

        using HttpResponseMessage answer = await browser.GetAsync(redirect.With("accounts-server", host.Emulator.DataCenters[1].AccountsServer.GetLeftPart(UriPartial.Authority)));

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "redirect-rejected");
        outcomes.Last.Should().BeOfType<RedirectRejectedOutcome>().Which.Rejection.Reason.Should().Be(RedirectRejection.DataCenterMismatch);
        host.Exchanges.Should().Be(0);
    }
}
