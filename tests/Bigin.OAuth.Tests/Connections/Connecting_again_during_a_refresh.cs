namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Connecting_again_during_a_refresh
{
    [Test]
    public async Task Of_the_old_grant_keeps_the_new_grant()
    {
        var gate = new Gate();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        await host.ConnectAsync();
        AuthorizationResult accepted = await host.AcceptAsync();
        host.WatchedStore().BeforeSave = async connection =>
        {
            if (host.WatchedStore().Saves == 3)
            {
                await gate.PassAsync(); // the refreshed token, about to be saved
            }

            return true;
        };
        host.Emulator.ExpireAccessTokens();
        using HttpClient bigin = host.Connections.CreateClient(ConnectionHost.Key);
        gate.Close();
        Task<HttpResponseMessage> call = bigin.GetAsync("org");
        await gate.Reached;
        host.WatchedStore().BeforeSave = _ => Task.FromResult(true);

        await host.Connections.ConnectAsync(ConnectionHost.Key, accepted);
        StoredConnection connected = await host.RowAsync();
        gate.Open();

        (await call).IsSuccessStatusCode.Should().BeTrue();
        (await host.RowAsync()).Should().BeSameAs(connected);
        (await host.TokenAsync()).Reveal().Should().Be(connected.AccessToken);
    }

    [Test]
    public async Task That_was_saved_keeps_the_new_token()
    {
        var gate = new Gate();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        await host.ConnectAsync();
        host.WatchedStore().BeforeRelease = () => gate.PassAsync();

        using HttpResponseMessage answer = await ConnectDuringACallAsync(host, gate);

        (await host.TokenAsync()).Reveal().Should().Be((await host.RowAsync()).AccessToken);
    }

    [Test]
    public async Task Of_the_old_grant_that_fails_gives_those_who_wait_the_new_token()
    {
        var gate = new Gate();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        await host.ConnectAsync();
        host.WatchedStore().BeforeLock = async () =>
        {
            host.WatchedStore().BeforeLock = () => Task.CompletedTask;
            await gate.PassAsync();
            throw new TimeoutException("the database");
        };

        using HttpResponseMessage answer = await ConnectDuringACallAsync(host, gate);

        answer.IsSuccessStatusCode.Should().BeTrue();
        host.Refreshes.Should().BeEmpty();
    }

    /// <summary>Makes a call whose refused token is refreshed, and connects again while that refresh waits at the gate.</summary>
    private static async Task<HttpResponseMessage> ConnectDuringACallAsync(ConnectionHost host, Gate gate)
    {
        AuthorizationResult accepted = await host.AcceptAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));
        host.Emulator.ExpireAccessTokens();
        using HttpClient bigin = host.Connections.CreateClient(ConnectionHost.Key);
        gate.Close();
        Task<HttpResponseMessage> call = bigin.GetAsync("org");
        await gate.Reached;

        await host.Connections.ConnectAsync(ConnectionHost.Key, accepted);
        gate.Open();
        return await call;
    }
}
