using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Renewal_ahead_of_time
{
    private static readonly TimeSpan Due = TimeSpan.FromMinutes(56);

    private static readonly TimeSpan LastUse = TimeSpan.FromHours(1) - TimeSpan.FromSeconds(20);

    [Test]
    public async Task Does_not_come_before_five_minutes_before_the_end()
    {
        await using ConnectionHost host = await StartAsync();
        AccessToken first = await host.TokenAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(55) - TimeSpan.FromMilliseconds(1));

        (await host.TokenAsync()).Should().BeSameAs(first);

        host.Refreshes.Should().BeEmpty();
    }

    [Test]
    public async Task Comes_a_minute_later_at_the_latest_by_one_caller_and_the_others_go_on_at_once()
    {
        var gate = new Gate();
        await using ConnectionHost host = await StartAsync(builder => builder.TokenHttpClient.AddHttpMessageHandler(() => new GatedAnswers(gate)));
        AccessToken first = await host.TokenAsync();
        host.Emulator.Clock.Advance(Due);
        gate.Close();

        ValueTask<AccessToken> renewing = host.Connections.GetAccessTokenAsync(ConnectionHost.Key);
        ValueTask<AccessToken>[] others = [.. Enumerable.Range(0, 1_000).Select(_ => host.Connections.GetAccessTokenAsync(ConnectionHost.Key))];

        renewing.IsCompleted.Should().BeFalse();
        others.Should().OnlyContain(other => other.IsCompletedSuccessfully && other.Result == first);
        gate.Open();
        (await renewing).Should().NotBeSameAs(first);
        (await host.TokenAsync()).Reveal().Should().Be((await host.RowAsync()).AccessToken);
        host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task Comes_once_from_two_hosts()
    {
        await using ConnectionHost host = await StartAsync();
        await using ConnectionHost neighbor = host.Neighbor();
        await host.TokenAsync();
        await neighbor.TokenAsync();
        host.Emulator.Clock.Advance(Due);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run((i % 2 == 0 ? host : neighbor).TokenAsync)));

        host.Refreshes.Should().ContainSingle();
        (await neighbor.TokenAsync()).Reveal().Should().Be((await host.TokenAsync()).Reveal());
    }

    [Test]
    public async Task Comes_from_a_process_that_starts_in_the_last_minutes_too()
    {
        await using ConnectionHost host = await StartAsync();
        host.Emulator.Clock.Advance(Due);
        await using ConnectionHost restarted = host.Neighbor();

        AccessToken first = await restarted.TokenAsync();
        AccessToken second = await restarted.TokenAsync();

        second.Reveal().Should().NotBe(first.Reveal());
        host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task That_fails_is_no_failure_and_not_repeated_at_once()
    {
        await using ConnectionHost host = await StartAsync();
        AccessToken first = await host.TokenAsync();
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Status(503), times: int.MaxValue);
        host.Emulator.Clock.Advance(Due);

        for (int i = 0; i < 100; i++)
        {
            (await host.TokenAsync()).Should().BeSameAs(first);
        }

        host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task That_finds_out_that_consent_is_needed_leaves_the_token_to_those_who_have_it()
    {
        await using ConnectionHost host = await StartAsync();
        AccessToken first = await host.TokenAsync();
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Error("invalid_code"));
        host.Emulator.Clock.Advance(Due);

        (await host.TokenAsync()).Should().BeSameAs(first);

        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.NeedsConsent);
    }

    [Test]
    public async Task That_finds_a_row_that_cannot_be_decrypted_leaves_the_token_in_use()
    {
        await using ConnectionHost host = await StartAsync(builder => builder.WatchStore());
        AccessToken first = await host.TokenAsync();
        host.WatchedStore().Reads = row => row!.Changed(status: ConnectionStatus.Unreadable, keepsStamp: true);
        host.Emulator.Clock.Advance(Due);

        (await host.TokenAsync()).Should().BeSameAs(first);
        (await host.TokenAsync()).Should().BeSameAs(first, "it lives for some minutes still");
    }

    [Test]
    public async Task That_hangs_holds_its_caller_for_two_seconds_only()
    {
        var waits = new FakeTimeProvider();
        var gate = new Gate();
        await using ConnectionHost host = await StartAsync(builder =>
        {
            builder.TokenHttpClient.AddHttpMessageHandler(() => new GatedAnswers(gate));
            builder.TokenHttpClient.ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan);
            builder.Services.UseWaits(waits);
        });
        AccessToken first = await host.TokenAsync();
        host.Emulator.Clock.Advance(Due);
        gate.Close();
        Task<AccessToken> renewing = host.TokenAsync();
        await gate.Reached;

        waits.Advance(TimeSpan.FromSeconds(1.9));
        renewing.IsCompleted.Should().BeFalse();
        waits.Advance(TimeSpan.FromSeconds(0.1));

        (await renewing.WaitAsync(Hang.Limit)).Should().BeSameAs(first, "the gate is still closed");
        gate.Open();
    }

    [Test]
    public async Task Ends_for_a_caller_who_cancels()
    {
        var gate = new Gate();
        await using ConnectionHost host = await StartAsync(builder => builder.TokenHttpClient.AddHttpMessageHandler(() => new GatedAnswers(gate)));
        host.Emulator.Clock.Advance(Due);
        gate.Close();
        using var cancellation = new CancellationTokenSource();
        Task<AccessToken> caller = host.Connections.GetAccessTokenAsync(ConnectionHost.Key, cancellation.Token).AsTask();
        await gate.Reached;

        await cancellation.CancelAsync();

        await FluentActions.Awaiting(() => caller).Should().ThrowAsync<OperationCanceledException>();
        gate.Open();
    }

    [Test]
    public async Task Leaves_the_token_in_use_until_20_seconds_before_its_end()
    {
        await using ConnectionHost host = await StartAsync();
        AccessToken first = await host.TokenAsync();
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Status(503), times: int.MaxValue);
        host.Emulator.Clock.Advance(LastUse - TimeSpan.FromMilliseconds(1));
        (await host.TokenAsync()).Should().BeSameAs(first);
        host.Emulator.Clock.Advance(TimeSpan.FromMilliseconds(1));

        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.RefreshFailed);
    }

    [Test]
    public async Task Does_not_come_for_tokens_that_live_a_minute_so_that_they_do_not_use_up_the_budget()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(configureEmulator: options => options.AccessTokenLifetime = TimeSpan.FromMinutes(1));
        host.Emulator.Clock.Stop();
        await host.ConnectAsync();

        for (int second = 0; second < 120; second++)
        {
            await host.TokenAsync();
            await host.TokenAsync();
            host.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        host.Refreshes.Should().HaveCount(2, "each is used for 40 seconds");
    }

    [TestCase(600, 0)]
    [TestCase(601, 1)]
    public async Task Does_not_come_for_tokens_that_live_ten_minutes_or_less(int lifetime, int expected)
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(
            configureEmulator: options => options.AccessTokenLifetime = TimeSpan.FromSeconds(lifetime));
        host.Emulator.Clock.Stop();
        await host.ConnectAsync();

        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(lifetime - 30));
        await host.TokenAsync();

        host.Refreshes.Should().HaveCount(expected);
    }

    private static async Task<ConnectionHost> StartAsync(Action<BiginOAuthBuilder>? build = null)
    {
        ConnectionHost host = await ConnectionHost.StartAsync(build);
        host.Emulator.Clock.Stop();
        await host.ConnectAsync();
        return host;
    }
}
