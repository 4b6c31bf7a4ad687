using System.Collections;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Keys_that_are_no_longer_used
{
    private const int Keys = 1_000;

    [Test]
    public async Task Are_forgotten_though_their_callers_gave_up_waiting()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        var gate = new Gate();
        gate.Close();
        host.WatchedStore().BeforeFind = () => gate.PassAsync();
        for (int i = 0; i < Keys; i++)
        {
            using var cancellation = new CancellationTokenSource();
            Task<AccessToken> call = host.Connections.GetAccessTokenAsync($"x{i}", cancellation.Token).AsTask();
            await cancellation.CancelAsync();
            await call.Awaiting(x => x).Should().ThrowAsync<OperationCanceledException>();
        }

        Count(host).Should().Be(Keys, "a refresh is under way for each");
        gate.Open();

        await host.UntilAsync(() => Count(host) == 0);
    }

    [Test]
    public async Task Are_forgotten_where_there_is_nothing_to_disconnect()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();

        for (int i = 0; i < Keys; i++)
        {
            (await host.Connections.DisconnectAsync($"z{i}")).Should().BeOfType<NotConnected>();
        }

        Count(host).Should().Be(0);
    }

    [Test]
    public async Task Are_forgotten_after_the_back_off_where_the_store_failed()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        host.WatchedStore().BeforeFind = () => throw new TimeoutException("the database");
        for (int i = 0; i < Keys; i++)
        {
            string key = $"y{i}";
            await host.Awaiting(x => x.Connections.GetAccessTokenAsync(key).AsTask()).Should().ThrowAsync<BiginConnectionException>();
        }

        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(10));
        Sweep(host);

        Count(host).Should().Be(0);
    }

    [Test]
    public async Task Are_forgotten_by_a_timer_that_the_host_does_not_start()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        host.WatchedStore().BeforeFind = () => throw new TimeoutException("the database");
        await host.FailureAsync();
        Count(host).Should().Be(1);

        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(11));

        Count(host).Should().Be(0);
    }

    [Test]
    public async Task Are_forgotten_once_their_tokens_have_expired()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        for (int i = 0; i < 10; i++)
        {
            await host.ConnectAsync($"tenant-{i}", user: "europe@example.com");
            host.Emulator.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        Sweep(host);
        Count(host).Should().Be(10, "their tokens are good");
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        Sweep(host);

        Count(host).Should().Be(0);
        (await host.Connections.GetAccessTokenAsync("tenant-3")).Should().NotBeNull();
    }

    // What a process keeps of its keys is an inner matter, and how much memory it takes is not.
    private static int Count(ConnectionHost host) => ((ICollection)Field(Entries(host), "_entries")).Count;

    // In real life a timer does it.
    private static void Sweep(ConnectionHost host) =>
        Entries(host).GetType().GetMethod("Sweep", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(Entries(host), null);

    private static object Entries(ConnectionHost host) => Field(Cache(host), "_entries");

    private static object Field(object owner, string name) => owner.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(owner)!;

    private static object Cache(ConnectionHost host) =>
        host.Services.GetRequiredService(typeof(BiginConnections).Assembly.GetType("Bigin.OAuth.AccessTokenCache", throwOnError: true)!);
}
