using System.Net;
using Bigin.OAuth.AspNetCore;
using Microsoft.AspNetCore.Builder;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Answers_to_the_attempt_of_somebody_else
{
    [Test]
    public async Task Are_refused_without_the_cookie()
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
        using WebBrowser another = host.Browse();

        using HttpResponseMessage answer = await another.ReturnAsync(redirect);
        using HttpResponseMessage end = await browser.ReturnAsync(redirect);

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
        end.ShouldReturnTo("/");
        host.Exchanges.Should().Be(1);
    }

    [Test]
    public async Task Are_refused_with_the_cookie_of_another_attempt()
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser victim = host.Browse();
        using WebBrowser attacker = host.Browse("mallory");
        await victim.ConnectAsync();
        Uri redirect = await host.AcceptAsync(await attacker.ConnectAsync());

        using HttpResponseMessage answer = await victim.ReturnAsync(redirect);

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
        host.Exchanges.Should().Be(0);
        victim.Cookies.Should().HaveCount(1, "the attempt of the browser itself goes on");
    }

    [Test]
    public async Task Are_refused_where_a_cookie_took_the_name_of_another()
    {
        var outcomes = new RecordedOutcomes();
        await using WebHost host = await WebHost.StartAsync(outcomes.Record);
        using WebBrowser first = host.Browse();
        using WebBrowser second = host.Browse();
        await first.ConnectAsync();
        Uri redirect = await host.AcceptAsync(await second.ConnectAsync());
        second.Cookies[second.Cookies.Keys.Single()] = first.Cookies.Values.Single();

        using HttpResponseMessage answer = await second.ReturnAsync(redirect);

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
        outcomes.Last.Should().BeOfType<AttemptRejectedOutcome>().Which.Reason.Should().Be(AttemptRejection.Unreadable);
        host.Exchanges.Should().Be(0);
    }

    [TestCase("mallory", TestName = "Are refused in the browser of another user")]
    [TestCase(null, TestName = "Are refused where nobody is signed in any more")]
    [TestCase("Anna", TestName = "Are refused of a user whose name differs by a capital")]
    public async Task Are_refused_where_another_user_is_signed_in(string? user)
    {
        var outcomes = new RecordedOutcomes();
        await using WebHost host = await WebHost.StartAsync(outcomes.Record);
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
        using WebBrowser thief = browser.Copy(user);

        using HttpResponseMessage answer = await thief.ReturnAsync(redirect);

        await answer.ShouldBeAsync(HttpStatusCode.Forbidden, "attempt-of-other-user");
        outcomes.Last.Key.Should().BeNull("the key is the other user's");
        outcomes.Last.ReturnUrl.Should().BeNull();
        host.Exchanges.Should().Be(0);
        thief.Cookies.Should().BeEmpty();
    }

    [Test]
    public async Task Are_refused_where_somebody_signed_in_meanwhile()
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse(user: null);
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
        browser.User = "anna";

        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);

        await answer.ShouldBeAsync(HttpStatusCode.Forbidden, "attempt-of-other-user");
        host.Exchanges.Should().Be(0);
    }

    [Test]
    public async Task Are_not_those_of_hosts_where_nobody_signs_in()
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = host.Browse(user: null);

        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync()));

        answer.ShouldReturnTo("/");
    }
}
