using System.Net;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(AccessToken))]
public sealed class An_access_token
{
    [Test]
    public async Task Is_the_one_of_the_exchange_while_it_is_fresh()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();

        AccessToken first = await host.Connections.GetAccessTokenAsync(ConnectionHost.Key);
        AccessToken second = await host.Connections.GetAccessTokenAsync(ConnectionHost.Key);

        second.Should().BeSameAs(first);
        host.Refreshes.Should().BeEmpty();
    }

    [Test]
    public async Task That_has_expired_is_refreshed_once_for_a_thousand_callers()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));

        AccessToken[] tokens = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => Task.Run(() => host.Connections.GetAccessTokenAsync(ConnectionHost.Key).AsTask())));

        tokens.Distinct().Should().ContainSingle();
        host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task That_Bigin_refuses_is_refreshed_and_the_request_repeated()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        host.Emulator.ExpireAccessTokens();
        using HttpClient bigin = host.Connections.CreateClient(ConnectionHost.Key);

        using HttpResponseMessage answer = await bigin.GetAsync("org");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("Acorn Books");
        host.Refreshes.Should().ContainSingle();
    }
}
