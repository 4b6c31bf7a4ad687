using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(IBiginConnectionStore))]
public sealed class Leases
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    [TestCase(60)]
    [TestCase(31_536_000)]
    public async Task Of_a_holder_who_died_end_after_60_seconds(int seconds)
    {
        await using ConnectionHost host = await StartAsync();
        (await host.Store.TryLockAsync(ConnectionHost.Key, Lease)).Should().NotBeNull("it is held by one who never gives it back");
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.WatchedStore().BeforeLock = () =>
        {
            asked.TrySetResult();
            return Task.CompletedTask;
        };
        Task<AccessToken> caller = host.TokenAsync();
        await asked.Task.WaitAsync(Hang.Limit);
        host.Refreshes.Should().BeEmpty();

        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(seconds));

        (await caller).Should().NotBeNull();
        host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task That_are_held_make_others_wait_for_what_comes_of_it()
    {
        var gate = new Gate();
        await using ConnectionHost host = await StartAsync(builder => builder.TokenHttpClient.AddHttpMessageHandler(() => new GatedAnswers(gate)));
        await using ConnectionHost neighbor = host.Neighbor();
        gate.Close();
        Task<AccessToken> holder = host.TokenAsync();
        await gate.Reached;

        Task<AccessToken> other = neighbor.TokenAsync();
        gate.Open();

        (await other).Reveal().Should().Be((await holder).Reveal());
        host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task That_were_overtaken_do_not_save_and_their_caller_gets_what_stands()
    {
        var gate = new Gate();
        await using ConnectionHost host = await StartAsync(builder => builder.TokenHttpClient.AddHttpMessageHandler(() => new GatedAnswers(gate)));
        await using ConnectionHost neighbor = host.Neighbor();
        gate.Close();
        Task<AccessToken> slow = host.TokenAsync();
        await gate.Reached;
        host.Emulator.Clock.Advance(Lease);

        AccessToken faster = await neighbor.TokenAsync();
        StoredConnection row = await host.RowAsync();
        gate.Open();

        (await slow).Reveal().Should().Be(faster.Reveal());
        (await host.RowAsync()).Should().BeSameAs(row);
        host.Refreshes.Should().HaveCount(2);
    }

    [Test]
    public async Task That_were_overtaken_before_the_attempt_was_saved_send_nothing()
    {
        await using ConnectionHost host = await StartAsync();
        StoredConnection row = await host.RowAsync();
        AccessToken others = new("1000.other.other");
        host.WatchedStore().BeforeSave = async _ =>
        {
            host.WatchedStore().BeforeSave = _ => Task.FromResult(true);
            DateTimeOffset expiresAt = host.Emulator.Clock.GetUtcNow() + TimeSpan.FromHours(1);
            await host.Store.TrySaveAsync(row.Changed(accessToken: others.Reveal(), accessTokenExpiresAt: expiresAt), row.ConcurrencyStamp);
            return true;
        };

        (await host.TokenAsync()).Reveal().Should().Be(others.Reveal());

        host.Refreshes.Should().BeEmpty();
    }

    [Test]
    public async Task That_come_after_somebody_elses_refresh_send_nothing_and_bring_its_token()
    {
        await using ConnectionHost host = await StartAsync();
        await using ConnectionHost neighbor = host.Neighbor();
        string? others = null;
        host.WatchedStore().BeforeLock = async () =>
        {
            host.WatchedStore().BeforeLock = () => Task.CompletedTask;
            others = (await neighbor.TokenAsync()).Reveal();
        };

        AccessToken token = await host.TokenAsync();

        token.Reveal().Should().Be(others);
        host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task Of_a_wrong_clock_count_as_over()
    {
        ShiftedClock? clock = null;
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder =>
            builder.Services.AddKeyedSingleton<TimeProvider>(
                BiginOAuthDefaults.TimeProviderKey, (services, _) => clock = new ShiftedClock(TimeProvider.System)));
        await host.ConnectAsync();
        clock!.Offset = TimeSpan.FromDays(30);
        (await host.Store.TryLockAsync(ConnectionHost.Key, TimeSpan.FromSeconds(60))).Should().NotBeNull("and its holder dies");
        clock.Offset = TimeSpan.FromHours(2);

        (await host.TokenAsync()).Should().NotBeNull();
    }

    [Test]
    public async Task That_cannot_be_given_back_do_not_undo_a_disconnect()
    {
        var events = new RecordedEvents();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.WatchStore();
            builder.Record(events);
        });
        await host.ConnectAsync();
        host.WatchedStore().BeforeRelease = () => throw new TimeoutException("the database");

        (await host.Connections.DisconnectAsync(ConnectionHost.Key)).Should().BeOfType<Disconnected>();

        events.Entries.Should().Contain("Disconnected tenant-42");
    }

    [Test]
    public async Task Are_given_back_after_each_refresh_that_failed_too()
    {
        await using ConnectionHost host = await StartAsync();
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.HtmlError);

        await host.FailureAsync();

        (await host.Store.TryLockAsync(ConnectionHost.Key, Lease)).Should().NotBeNull();
    }

    private static async Task<ConnectionHost> StartAsync(Action<BiginOAuthBuilder>? build = null)
    {
        ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.WatchStore();
            build?.Invoke(builder);
        });
        host.Emulator.Clock.Stop();
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        return host;
    }
}
