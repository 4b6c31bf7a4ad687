using System.Net;
using Bigin.OAuth.AspNetCore;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointOptions))]
public sealed class Rights_to_a_key
{
    [Test]
    public async Task Are_asked_when_an_attempt_starts()
    {
        await using WebHost host = await WebHost.StartAsync(options => options.AuthorizeKey = (_, _) => new(false));
        using WebBrowser browser = host.Browse();

        foreach (HttpMethod method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            using HttpResponseMessage answer = await browser.SendAsync(method, "/bigin/connect");
            await answer.ShouldBeAsync(HttpStatusCode.Forbidden, "not-permitted");
        }

        browser.Cookies.Should().BeEmpty();
    }

    [Test]
    public async Task Are_asked_again_when_the_browser_comes_back()
    {
        bool isPermitted = true;
        var asked = new List<string>();
        var outcomes = new RecordedOutcomes();
        await using WebHost host = await WebHost.StartAsync(options =>
        {
            outcomes.Record(options);
            options.AuthorizeKey = (context, key) =>
            {
                asked.Add($"{context.User.Claims.Single().Value} {key} {context.Request.Path}");
                return new(isPermitted);
            };
        });
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
        isPermitted = false;

        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);

        await answer.ShouldBeAsync(HttpStatusCode.Forbidden, "not-permitted");
        outcomes.Last.Should().BeOfType<AttemptRejectedOutcome>().Which.Reason.Should().Be(AttemptRejection.NotPermitted);
        asked.Should().Equal($"anna {WebHost.Key} /bigin/connect", $"anna {WebHost.Key} /bigin/callback");
        host.Exchanges.Should().Be(0, "the code stays unspent");
        browser.Cookies.Should().BeEmpty();
    }

    [Test]
    public async Task That_are_kept_let_the_user_connect()
    {
        await using WebHost host = await WebHost.StartAsync(options => options.AuthorizeKey = (_, key) => new(key == WebHost.Key));
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync()));

        answer.ShouldReturnTo("/");
    }
}
