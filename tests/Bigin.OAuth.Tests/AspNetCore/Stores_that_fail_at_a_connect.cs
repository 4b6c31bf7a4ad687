using System.Net;
using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Tests.Connections;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(StoreFailedOutcome))]
public sealed class Stores_that_fail_at_a_connect
{
    [Test]
    public async Task Cost_no_code_where_they_cannot_be_read()
    {
        var outcomes = new RecordedOutcomes();
        await using WebHost host = await WebHost.StartAsync(outcomes.Record, configureBuilder: FailingStore.Register);
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
        FailingStore.Of(host).Fail(nameof(IBiginConnectionStore.FindAsync));

        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);

        await answer.ShouldBeAsync(HttpStatusCode.ServiceUnavailable, "store-failed");
        outcomes.Last.Should().BeOfType<StoreFailedOutcome>().Which.Exception.InnerException.Should().BeOfType<IOException>();
        (outcomes.Last.Key, outcomes.Last.ReturnUrl).Should().Be((WebHost.Key, "/"));
        host.Exchanges.Should().Be(0);
        host.Logs.Entries.Should().Contain(entry => entry.Message.Contains("the connection store failed, and nothing was connected", StringComparison.Ordinal));
    }

    [Test]
    public async Task Leave_no_token_alive_where_they_cannot_be_written()
    {
        await using WebHost host = await WebHost.StartAsync(configureBuilder: builder =>
        {
            FailingStore.Register(builder);
            builder.Services.PassWaits();
        });
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
        FailingStore.Of(host).Fail(nameof(IBiginConnectionStore.TrySaveAsync));

        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);

        await answer.ShouldBeAsync(HttpStatusCode.ServiceUnavailable, "store-failed");
        host.Emulator.Requests.Should().ContainSingle(request => request.Path == "/oauth/v2/token/revoke").Which.StatusCode.Should().Be(200);
    }
}
