using System.Net;
using Bigin.OAuth.AspNetCore;
using Microsoft.AspNetCore.Builder;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Attempts_end
{
    [Test]
    public async Task After_ten_minutes_without_an_answer()
    {
        var outcomes = new RecordedOutcomes();
        await using WebHost host = await WebHost.StartAsync(outcomes.Record);
        host.Emulator.Clock.Stop();
        using WebBrowser browser = host.Browse();
        Uri link = await browser.ConnectAsync("/bigin/connect?returnUrl=/settings");
        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(10));

        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(link));

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-expired");
        outcomes.Last.Should().BeOfType<AttemptRejectedOutcome>().Which.Message.Should().Contain("AttemptLifetime");
        (outcomes.Last.Key, outcomes.Last.ReturnUrl).Should().Be((WebHost.Key, "/settings"), "it is this user's attempt");
        host.Exchanges.Should().Be(0);
        browser.Cookies.Should().BeEmpty();
    }

    [Test]
    public async Task Not_a_second_before()
    {
        await using WebHost host = await WebHost.StartAsync();
        host.Emulator.Clock.Stop();
        using WebBrowser browser = host.Browse();
        Uri link = await browser.ConnectAsync();
        host.Emulator.Clock.Advance(new TimeSpan(0, 9, 59));

        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(link));

        answer.ShouldReturnTo("/");
    }

    [Test]
    public async Task And_an_error_without_state_is_no_answer_to_them_then()
    {
        await using WebHost host = await WebHost.StartAsync();
        host.Emulator.Clock.Stop();
        using WebBrowser browser = host.Browse();
        await browser.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(10));

        using HttpResponseMessage answer = await browser.GetAsync("/bigin/callback?error=access_denied");

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
    }
}
