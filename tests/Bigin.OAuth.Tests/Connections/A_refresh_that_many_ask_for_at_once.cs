using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class A_refresh_that_many_ask_for_at_once
{
    [Test]
    public async Task Is_one_for_four_hosts_of_250_callers_that_share_a_store()
    {
        await using ConnectionHost first = await ConnectionHost.StartAsync();
        await first.ConnectAsync();
        await using ConnectionHost second = first.Neighbor();
        await using ConnectionHost third = first.Neighbor();
        await using ConnectionHost fourth = first.Neighbor();
        ConnectionHost[] hosts = [first, second, third, fourth];
        first.Emulator.Clock.Advance(TimeSpan.FromHours(2));

        AccessToken[] tokens = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => Task.Run(hosts[i % 4].TokenAsync)));

        tokens.Select(token => token.Reveal()).Distinct().Should().ContainSingle();
        first.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task Is_one_for_hosts_that_are_refused_the_same_token()
    {
        await using ConnectionHost first = await ConnectionHost.StartAsync();
        await first.ConnectAsync();
        await using ConnectionHost second = first.Neighbor();
        await second.TokenAsync();
        first.Emulator.ExpireAccessTokens();
        ConnectionHost[] hosts = [first, second];

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            using HttpClient bigin = hosts[i % 2].Connections.CreateClient(ConnectionHost.Key);
            (await bigin.GetStringAsync("org")).Should().Contain("Acorn Books");
        })));

        first.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task Is_one_for_callers_of_one_host()
    {
        var gate = new Gate();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.TokenHttpClient.AddHttpMessageHandler(() => new GatedAnswers(gate)));
        await host.ConnectAsync();
        gate.Close();

        Task<BiginConnection>[] callers = [.. Enumerable.Range(0, 10).Select(_ => host.RefreshAsync())];
        await gate.Reached;
        gate.Open();

        await Task.WhenAll(callers);
        host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task Is_one_where_the_store_is_slow()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        var gate = new Gate();
        gate.Close();
        host.WatchedStore().BeforeFind = () => gate.PassAsync();

        int finds = host.WatchedStore().Finds;
        Task<AccessToken>[] callers = [.. Enumerable.Range(0, 1_000).Select(_ => Task.Run(host.TokenAsync))];
        await gate.Reached;
        gate.Open();

        (await Task.WhenAll(callers)).Distinct().Should().ContainSingle();
        host.Refreshes.Should().ContainSingle();
        host.WatchedStore().Finds.Should().Be(finds + 2, "one refresh looks before and under the lease, and no caller does");
    }
}
