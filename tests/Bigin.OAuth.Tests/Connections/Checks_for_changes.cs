using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginOAuthOptions))]
public sealed class Checks_for_changes
{
    [Test]
    public async Task Come_once_in_an_interval_however_many_callers_there_are()
    {
        await using ConnectionHost host = await StartAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(29.9));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(host.TokenAsync)));
        host.WatchedStore().StampFinds.Should().Be(0);

        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(host.TokenAsync)));

        host.WatchedStore().StampFinds.Should().Be(1);
    }

    [Test]
    public async Task Come_at_every_use_where_the_interval_is_zero()
    {
        await using ConnectionHost host = await StartAsync(options => options.ConnectionRecheckInterval = TimeSpan.Zero);

        await host.TokenAsync();
        await host.TokenAsync();

        host.WatchedStore().StampFinds.Should().Be(2);
    }

    [Test]
    public async Task Are_due_after_the_clock_went_back()
    {
        ShiftedClock? clock = null;
        await using ConnectionHost host = await StartAsync(build: builder => builder.Services.AddKeyedSingleton<TimeProvider>(
            BiginOAuthDefaults.TimeProviderKey, (services, _) => clock = new ShiftedClock(TimeProvider.System)));

        clock!.Offset = TimeSpan.FromMinutes(-10);
        await host.TokenAsync();

        host.WatchedStore().StampFinds.Should().Be(1);
    }

    [Test]
    public async Task Hold_one_caller_while_the_others_go_on()
    {
        await using ConnectionHost host = await StartAsync();
        AccessToken known = await host.TokenAsync();
        var gate = new Gate();
        gate.Close();
        host.WatchedStore().BeforeFindStamp = () => gate.PassAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(30));

        Task<AccessToken> checking = host.TokenAsync();
        await gate.Reached;
        ValueTask<AccessToken> other = host.Connections.GetAccessTokenAsync(ConnectionHost.Key);

        other.IsCompletedSuccessfully.Should().BeTrue();
        (await other).Should().BeSameAs(known);
        checking.IsCompleted.Should().BeFalse();
        gate.Open();
        (await checking).Should().BeSameAs(known);
    }

    [Test]
    public async Task Hold_their_caller_for_two_seconds_at_most_and_are_warned_of_once()
    {
        var waits = new FakeTimeProvider();
        var logs = new RecordedLogs();
        await using ConnectionHost host = await StartAsync(build: builder =>
        {
            builder.Services.UseWaits(waits);
            builder.Record(logs);
        });
        AccessToken known = await host.TokenAsync();
        var gate = new Gate();
        gate.Close();
        host.WatchedStore().BeforeFindStamp = () => gate.PassAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(30));

        Task<AccessToken> checking = host.TokenAsync();
        await gate.Reached;
        waits.Advance(TimeSpan.FromSeconds(1.9));
        checking.IsCompleted.Should().BeFalse();
        waits.Advance(TimeSpan.FromSeconds(0.1));

        (await checking).Should().BeSameAs(known);
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(30));
        (await host.TokenAsync()).Should().BeSameAs(known, "the check before is still under way");
        logs.Entries.Where(entry => entry.Id.Name == "RecheckFailed").Should().ContainSingle()
            .Which.Should().Match<LoggedEvent>(entry => entry.Level == LogLevel.Warning && entry.Message.Contains("the store didn't respond in time", StringComparison.Ordinal));
        gate.Open();
    }

    [Test]
    public async Task That_never_come_to_an_end_are_given_up_and_the_next_one_notices_what_has_changed([Values] bool isThreadBlocked)
    {
        using var blocked = new ManualResetEventSlim();
        var waits = new FakeTimeProvider();
        await using ConnectionHost host = await StartAsync(
            options => options.ConnectionRecheckInterval = TimeSpan.Zero,
            builder => builder.Services.UseWaits(waits));
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.WatchedStore().BeforeFindStamp = () =>
        {
            reached.TrySetResult();
            if (isThreadBlocked)
            {
                blocked.Wait(Hang.Limit);
            }

            return new TaskCompletionSource().Task;
        };
        Task<AccessToken> checking = host.TokenAsync();
        await reached.Task.WaitAsync(Hang.Limit);
        CancellationToken givenUp = host.WatchedStore().StampCancellation;
        waits.Advance(TimeSpan.FromSeconds(2));
        await checking.WaitAsync(Hang.Limit);
        host.WatchedStore().BeforeFindStamp = () => Task.CompletedTask;
        (await host.Store.TryDeleteAsync(ConnectionHost.Key, (await host.RowAsync()).ConcurrencyStamp)).Should().BeTrue();
        (await host.TokenAsync()).Should().BeSameAs(await checking, "the check before is still under way");

        await host.UntilAsync(() =>
        {
            waits.Advance(TimeSpan.FromMinutes(1));
            return givenUp.IsCancellationRequested;
        });
        Func<Task> use = async () =>
        {
            using var hang = new CancellationTokenSource(Hang.Limit);
            while (!hang.IsCancellationRequested)
            {
                await host.TokenAsync();
                await Task.Yield();
            }
        };
        (await use.Should().ThrowAsync<BiginConnectionException>()).Which.Reason.Should().Be(ConnectionFailure.NotConnected);
        blocked.Set();
    }

    [Test]
    public async Task That_come_late_change_nothing_of_a_consent_that_came_meanwhile()
    {
        await using ConnectionHost host = await StartAsync();
        StoredConnection row = await host.RowAsync();
        StoredConnection changed = row.Changed(
            accessToken: "1000.another.process", accessTokenExpiresAt: row.AccessTokenExpiresAt + TimeSpan.FromMinutes(1));
        (await host.Store.TrySaveAsync(changed, row.ConcurrencyStamp)).Should().BeTrue();
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(30));
        host.WatchedStore().BeforeFind = async () =>
        {
            host.WatchedStore().BeforeFind = () => Task.CompletedTask;
            await host.ConnectAsync();
            host.WatchedStore().Reads = _ =>
            {
                host.WatchedStore().Reads = known => known;
                return changed; // read before the consent, and used after it
            };
        };

        AccessToken token = await host.TokenAsync();

        token.Reveal().Should().Be((await host.RowAsync()).AccessToken).And.NotBe(changed.AccessToken);
        (await host.TokenAsync()).Should().BeSameAs(token);
    }

    [Test]
    public async Task That_the_store_fails_leave_the_token_in_use_and_are_warned_of_once()
    {
        var logs = new RecordedLogs();
        await using ConnectionHost host = await StartAsync(build: builder => builder.Record(logs));
        AccessToken known = await host.TokenAsync();
        host.WatchedStore().BeforeFindStamp = () => throw new TimeoutException("the database");

        for (int i = 0; i < 3; i++)
        {
            host.Emulator.Clock.Advance(TimeSpan.FromSeconds(30));
            (await host.TokenAsync()).Should().BeSameAs(known);
        }

        host.WatchedStore().StampFinds.Should().Be(3);
        logs.Entries.Where(entry => entry.Id.Name == "RecheckFailed").Should().ContainSingle();
    }

    [Test]
    public async Task That_fail_are_warned_of_again_once_the_store_has_answered_between()
    {
        var logs = new RecordedLogs();
        await using ConnectionHost host = await StartAsync(build: builder => builder.Record(logs));

        foreach (bool isFailing in new[] { true, false, true })
        {
            host.WatchedStore().BeforeFindStamp = () => isFailing ? throw new TimeoutException("the database") : Task.CompletedTask;
            host.Emulator.Clock.Advance(TimeSpan.FromSeconds(30));
            await host.TokenAsync();
        }

        logs.Entries.Where(entry => entry.Id.Name == "RecheckFailed").Should().HaveCount(2);
    }

    [Test]
    public async Task Keep_a_newer_token_of_the_same_grant()
    {
        await using ConnectionHost host = await StartAsync();
        AccessToken known = await host.TokenAsync();
        StoredConnection row = await host.RowAsync();
        await host.Store.TrySaveAsync(
            row.Changed(accessToken: "1000.older.token", accessTokenExpiresAt: row.AccessTokenExpiresAt - TimeSpan.FromMinutes(1)),
            row.ConcurrencyStamp);

        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(30));

        (await host.TokenAsync()).Should().BeSameAs(known);
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(30));
        int finds = host.WatchedStore().Finds;
        (await host.TokenAsync()).Should().BeSameAs(known);
        host.WatchedStore().Finds.Should().Be(finds, "the stamp of the row is known by now");
    }

    private static async Task<ConnectionHost> StartAsync(Action<BiginOAuthOptions>? configure = null, Action<BiginOAuthBuilder>? build = null)
    {
        ConnectionHost host = await ConnectionHost.StartAsync(
            builder =>
            {
                builder.WatchStore();
                build?.Invoke(builder);
            },
            configure: configure);
        host.Emulator.Clock.Stop();
        await host.ConnectAsync();
        return host;
    }
}
