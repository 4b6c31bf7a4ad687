using System.Net;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(Bigin.OAuth.AspNetCore.BiginOAuthEndpointOptions))]
public sealed class Lifetimes_of_attempts
{
    [TestCase(2, 119, true)]
    [TestCase(2, 120, false)]
    [TestCase(60, 3_599, true)]
    [TestCase(60, 3_600, false)]
    public async Task Are_what_the_host_sets(int minutes, int seconds, bool isAnswered)
    {
        await using WebHost host = await WebHost.StartAsync(options => options.AttemptLifetime = TimeSpan.FromMinutes(minutes));
        host.Emulator.Clock.Stop();
        using WebBrowser browser = host.Browse();
        Uri link = await browser.ConnectAsync();
        browser.SetCookies.Single().MaxAge.Should().BeGreaterThan(TimeSpan.FromMinutes(minutes), "an expired attempt is told from none");
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(seconds));

        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(link));

        if (isAnswered)
        {
            answer.ShouldReturnTo("/");
        }
        else
        {
            await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-expired");
        }
    }

    [Test]
    public async Task Are_as_long_as_an_answer_is_remembered()
    {
        await using WebHost host = await WebHost.StartAsync(options => options.AttemptLifetime = TimeSpan.FromHours(1));
        host.Emulator.Clock.Stop();
        using WebBrowser browser = host.Browse();
        Uri link = await browser.ConnectAsync();
        using WebBrowser copy = browser.Copy("anna");
        (await browser.ReturnAsync(await host.AcceptAsync(link))).Dispose();
        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(59));

        using HttpResponseMessage again = await copy.ReturnAsync(await host.AcceptAsync(link));

        await again.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-already-answered");
    }
}
