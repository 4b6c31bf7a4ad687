using Bigin.OAuth.AspNetCore;

namespace Bigin.OAuth.Tests.AspNetCore;

/// <summary>The sentence for the developer's log names the cause.</summary>
[TestOf(typeof(AttemptRejectedOutcome))]
public sealed class Causes_that_people_have
{
    [Test]
    public async Task Are_a_start_at_http_where_the_redirect_uri_is_https()
    {
        var outcomes = new RecordedOutcomes();
        await using WebHost host = await WebHost.StartAsync(outcomes.Record, options => options.RedirectUri = new Uri("https://localhost/bigin/callback"));
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
        browser.Cookies.Clear(); // as a browser does with a Secure cookie that came over http

        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);

        outcomes.Last.Should().BeOfType<AttemptRejectedOutcome>().Which.Message.Should().Contain("started at http and the redirect URI is https")
            .And.Contain("an app or a script without the browser's cookies");
    }

    [Test]
    public async Task Are_a_bearer_token_that_a_browser_does_not_send()
    {
        var outcomes = new RecordedOutcomes();
        await using WebHost host = await WebHost.StartAsync(outcomes.Record);
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
        browser.User = null;

        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);

        outcomes.Last.Should().BeOfType<AttemptRejectedOutcome>().Which.Message.Should().Contain("bearer token").And.Contain("SameSite=Strict");
    }

    [Test]
    public async Task Are_another_sign_in_meanwhile()
    {
        var outcomes = new RecordedOutcomes();
        await using WebHost host = await WebHost.StartAsync(outcomes.Record);
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
        browser.User = "bert";

        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);

        outcomes.Last.Should().BeOfType<AttemptRejectedOutcome>().Which.Message.Should().Contain("signed in as another user").And.NotContain("bearer");
    }
}
