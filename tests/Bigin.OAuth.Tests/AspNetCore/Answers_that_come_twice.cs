using System.Net;
using Bigin.OAuth.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Answers_that_come_twice
{
    [TestCase(false, TestName = "Are refused with the same code")]
    [TestCase(true, TestName = "Are refused with another good code")]
    public async Task Are_refused_though_state_and_cookie_are_right(bool withAnotherCode)
    {
        var outcomes = new RecordedOutcomes();
        await using WebHost host = await WebHost.StartAsync(outcomes.Record);
        using WebBrowser browser = host.Browse();
        Uri link = await browser.ConnectAsync();
        Uri redirect = await host.AcceptAsync(link);
        using WebBrowser before = browser.Copy("anna");
        using HttpResponseMessage first = await browser.ReturnAsync(redirect);

        using HttpResponseMessage second = await before.ReturnAsync(withAnotherCode ? await host.AcceptAsync(link) : redirect);

        first.ShouldReturnTo("/");
        await second.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-already-answered");
        outcomes.Last.Should().BeOfType<AttemptRejectedOutcome>().Which.Reason.Should().Be(AttemptRejection.AlreadyAnswered);
        outcomes.Last.Key.Should().BeNull();
        host.Exchanges.Should().Be(1);
        before.Cookies.Should().BeEmpty();
    }

    [Test]
    public async Task Are_answered_once_where_they_come_at_once()
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();
        Uri link = await browser.ConnectAsync();
        var returns = new List<(WebBrowser Browser, Uri Redirect)>();
        for (int i = 0; i < 16; i++)
        {
            returns.Add((browser.Copy("anna"), await host.AcceptAsync(link)));
        }

        HttpResponseMessage[] answers = await Task.WhenAll(returns.Select(it => it.Browser.ReturnAsync(it.Redirect)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Redirect).Should().Be(1);
        foreach (HttpResponseMessage answer in answers.Where(answer => answer.StatusCode != HttpStatusCode.Redirect))
        {
            await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-already-answered");
        }

        host.Exchanges.Should().Be(1);
        Array.ForEach(answers, answer => answer.Dispose());
        returns.ForEach(it => it.Browser.Dispose());
    }

    // As documented: which attempts were answered is known to each server for itself.
    [TestCase(false, TestName = "Are sent to Bigin again at another server with the same code, which has brought its tokens")]
    [TestCase(true, TestName = "Connect again at another server with another good code")]
    public async Task Are_answered_by_another_server_where_the_cookie_was_copied(bool withAnotherCode)
    {
        IDataProtectionProvider ring = new EphemeralDataProtectionProvider();
        await using WebHost first = await WebHost.StartAsync(configureBuilder: builder => builder.Services.AddSingleton(ring));
        await using WebHost second = await WebHost.StartAsync(configureBuilder: builder => builder.Services.AddSingleton(ring), emulator: first.Emulator);
        using WebBrowser browser = first.Browse();
        Uri link = await browser.ConnectAsync();
        using WebBrowser copy = second.Browse();
        (string name, string value) = browser.Cookies.Single();
        copy.Cookies[name] = value;
        Uri redirect = await first.AcceptAsync(link);
        Uri next = withAnotherCode ? await first.AcceptAsync(link) : redirect;
        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);

        using HttpResponseMessage again = await copy.ReturnAsync(next);

        answer.ShouldReturnTo("/");
        first.Exchanges.Should().Be(2, "the second server can't know of the first answer");
        if (withAnotherCode)
        {
            await again.ShouldBeAsync(HttpStatusCode.Conflict, "refresh-token-missing");
        }
        else
        {
            await again.ShouldBeAsync(HttpStatusCode.BadGateway, "connect-failed");
        }

        copy.Cookies.Should().BeEmpty();
    }

    // What is remembered is forgotten in two steps, and the second answer comes after the first of them.
    [Test]
    public async Task Are_refused_until_the_attempt_expires()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using WebHost host = await WebHost.StartAsync(
            configureBuilder: builder => builder.Services.AddKeyedSingleton<TimeProvider>(BiginOAuthDefaults.TimeProviderKey, clock));
        clock.Advance(TimeSpan.FromMinutes(9));
        using WebBrowser browser = host.Browse();
        Uri link = await browser.ConnectAsync();
        using WebBrowser copy = browser.Copy("anna");
        using HttpResponseMessage first = await browser.ReturnAsync(await host.AcceptAsync(link));
        clock.Advance(TimeSpan.FromMinutes(2));
        using WebBrowser other = host.Browse("berta");
        using HttpResponseMessage between = await other.GetAsync($"/bigin/callback?error=access_denied&state={WebAnswers.GetState(await other.ConnectAsync())}");
        clock.Advance(new TimeSpan(0, 7, 59));

        using HttpResponseMessage second = await copy.ReturnAsync(await host.AcceptAsync(link));

        first.ShouldReturnTo("/");
        await between.ShouldBeAsync(HttpStatusCode.Forbidden, "authorization-denied");
        await second.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-already-answered");
        host.Exchanges.Should().Be(1);
    }
}
