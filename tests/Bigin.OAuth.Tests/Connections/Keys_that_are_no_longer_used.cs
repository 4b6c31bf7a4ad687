using System.Collections;
using System.Reflection;
using Bigin.OAuth.Emulator;
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
    public async Task Are_not_taken_up_for_a_caller_who_has_gone()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        var gate = new Gate();
        gate.Close();
        host.WatchedStore().BeforeFind = () => gate.PassAsync();

        await host.Awaiting(x => x.Connections.GetAccessTokenAsync(ConnectionHost.Key, new CancellationToken(canceled: true)).AsTask())
            .Should().ThrowAsync<OperationCanceledException>();

        Count(host).Should().Be(0);
        gate.Open();
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
    public async Task Are_forgotten_by_a_later_round_of_the_timer_where_the_first_finds_them_in_use()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();

        for (int round = 0; round < 6; round++)
        {
            Count(host).Should().Be(1, "its token is good in round {0}", round);
            host.Emulator.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(10));
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

    [Test]
    public async Task Are_forgotten_though_Bigin_has_refused_a_token_of_theirs()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        await host.CallWithStaleTokenAsync();

        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        Sweep(host);

        Count(host).Should().Be(0);
    }

    [Test]
    public async Task Are_forgotten_with_the_end_of_their_connection_though_Bigin_has_refused_a_token_of_theirs()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        await host.CallWithStaleTokenAsync();

        (await host.Connections.DisconnectAsync(ConnectionHost.Key)).Should().BeOfType<Disconnected>();

        Count(host).Should().Be(0);
    }

    [Test]
    public async Task Take_up_the_same_memory_however_many_addresses_and_tokens_are_refused()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        using HttpClient bigin = host.Connections.CreateClient(ConnectionHost.Key);
        var tokens = new List<int>();
        var addresses = new List<int>();
        for (int i = 0; i < 12; i++)
        {
            await host.CallWithStaleTokenAsync();
            host.Emulator.Clock.Advance(TimeSpan.FromMinutes(11));
            tokens.Add(((HashSet<string>)Field(Field(Entry(host), "_refused"), "_tokens")).Count);
        }

        for (int i = 0; i < 100; i++)
        {
            host.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Json(401, """{"code":"INVALID_TOKEN"}"""), times: 2);
            (await bigin.GetAsync($"Contacts/{i}")).Dispose();
            host.Emulator.Faults.Clear();
            addresses.Add(((ICollection)Field(Field(Entry(host), "_refused"), "_lastRefusalByAddress")).Count);
        }

        tokens.Max().Should().Be(8);
        addresses.Max().Should().Be(64);
    }

    [TestCase("a token")]
    [TestCase("a refresh")]
    [TestCase("a connect")]
    public async Task Can_be_used_again_at_the_moment_in_which_they_are_forgotten(string use)
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        AuthorizationResult accepted = await host.AcceptAsync();
        object entry = Entry(host);
        foreach ((string name, object? value) in new (string, object?)[] { ("_isDropped", true), ("_token", null) })
        {
            entry.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(entry, value);
        }

        switch (use)
        {
            case "a token":
                await host.TokenAsync();
                break;
            case "a refresh":
                await host.RefreshAsync();
                break;
            default:
                (await host.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().BeOfType<Connected>();
                break;
        }

        Entry(host).Should().NotBeNull().And.NotBeSameAs(entry);
    }

    private static object Entry(ConnectionHost host) => ((IDictionary)Field(Entries(host), "_entries"))[ConnectionHost.Key]!;

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
