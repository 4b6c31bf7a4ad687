using System.Net;
using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class The_budget_of_refreshes
{
    private const int Rest = ConnectionHosts.RefreshesOfTenMinutes;

    [Test]
    public async Task Is_ten_access_tokens_in_ten_minutes_with_that_of_the_exchange()
    {
        await using ConnectionHost host = await StartAsync();
        await host.UseUpBudgetAsync();

        BiginConnectionException failure = (await host.Awaiting(x => x.RefreshAsync()).Should().ThrowAsync<BiginConnectionException>()).Which;

        failure.Reason.Should().Be(ConnectionFailure.BudgetExhausted);
        failure.Error.Should().BeNull();
        host.Refreshes.Should().HaveCount(Rest).And.OnlyContain(request => request.Outcome == "access token issued");
        (await host.RowAsync()).Status.Should().Be(ConnectionStatus.Active);
    }

    [Test]
    public async Task Comes_back_after_ten_minutes_however_often_it_is_asked_for()
    {
        await using ConnectionHost host = await StartAsync();
        await host.UseUpBudgetAsync();

        for (int i = 0; i < 20; i++)
        {
            await host.Awaiting(x => x.RefreshAsync()).Should().ThrowAsync<BiginConnectionException>();
            host.Emulator.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        host.Refreshes.Should().HaveCount(Rest);
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(30)); // more than ten minutes, because Bigin's clock is another
        await host.RefreshAsync();
        host.Refreshes.Should().HaveCount(Rest + 1);
    }

    [Test]
    public async Task Comes_back_within_a_minute_after_the_ten()
    {
        await using ConnectionHost host = await StartAsync(emulator => emulator.AccessTokenLifetime = TimeSpan.FromMinutes(1));
        await host.UseUpBudgetAsync();
        DateTimeOffset usedUp = host.Refreshes[^1].At;

        for (int second = 0; second < 1800 && host.Refreshes.Count == Rest; second++)
        {
            host.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));
            await ((Task)host.TokenAsync()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        EmulatorRequest next = host.Refreshes[^1];
        next.Outcome.Should().Be("access token issued");
        (next.At - usedUp).Should().BeGreaterThan(TimeSpan.FromMinutes(10)).And.BeLessThan(TimeSpan.FromMinutes(11), "no server has to be spared by a longer pause, since nothing was sent");
    }

    [Test]
    public async Task Holds_over_a_restart_with_the_same_store()
    {
        await using ConnectionHost host = await StartAsync();
        for (int i = 0; i < Rest; i++)
        {
            await using ConnectionHost restarted = host.Neighbor();
            await restarted.RefreshAsync();
        }

        await using ConnectionHost last = host.Neighbor();
        (await last.Awaiting(x => x.RefreshAsync()).Should().ThrowAsync<BiginConnectionException>())
            .Which.Reason.Should().Be(ConnectionFailure.BudgetExhausted);

        host.Refreshes.Should().HaveCount(Rest);
    }

    [Test]
    public async Task Is_shared_by_hosts_and_includes_what_failed()
    {
        await using ConnectionHost host = await StartAsync();
        await using ConnectionHost neighbor = host.Neighbor();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.CutConnection, times: int.MaxValue);

        var reasons = new List<ConnectionFailure>();
        for (int second = 0; second < 120; second++)
        {
            reasons.Add((await host.FailureAsync()).Reason);
            reasons.Add((await neighbor.FailureAsync()).Reason);
            host.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        host.Refreshes.Should().HaveCount(10);
        reasons[..4].Should().OnlyContain(reason => reason == ConnectionFailure.RefreshFailed);
        reasons[^2..].Should().OnlyContain(reason => reason == ConnectionFailure.BudgetExhausted);
    }

    [Test]
    public async Task Includes_nothing_that_never_left_while_the_network_was_down()
    {
        var network = new Network();
        await using ConnectionHost host = await StartAsync(build: builder => builder.TokenHttpClient.AddHttpMessageHandler(network.CreateHandler));
        int counted = (await host.RowAsync()).RecentRefreshes.Count;
        host.Emulator.Clock.Advance(TimeSpan.FromHours(1));
        network.IsDown = true;

        for (int tries = 0; tries < 12; tries++)
        {
            (await host.FailureAsync()).Error!.Kind.Should().Be(TokenErrorKind.Unreachable);
            host.Emulator.Clock.Advance(TimeSpan.FromSeconds(20));
        }

        (await host.RowAsync()).RecentRefreshes.Should().HaveCountLessThanOrEqualTo(counted);
        network.IsDown = false;
        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(5));
        (await host.TokenAsync()).Should().NotBeNull("a network that is back is all that it needs");
        host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task Includes_what_a_handler_has_read_and_may_have_sent_in_its_own_way()
    {
        var network = new Network { ReadsFirst = true };
        await using ConnectionHost host = await StartAsync(build: builder => builder.TokenHttpClient.AddHttpMessageHandler(network.CreateHandler));
        host.Emulator.Clock.Advance(TimeSpan.FromHours(1));
        network.IsDown = true;

        await host.FailureAsync();

        (await host.RowAsync()).RecentRefreshes.Should().ContainSingle("the one of the connect is an hour old");
    }

    [TestCase(-3)]
    [TestCase(3)]
    public async Task Is_shared_by_hosts_whose_clocks_differ(int minutes)
    {
        await using ConnectionHost host = await StartAsync();
        await using ConnectionHost neighbor = host.Neighbor(builder => builder.Services.AddKeyedSingleton<TimeProvider>(
            BiginOAuthDefaults.TimeProviderKey, new ShiftedClock(host.Emulator.Clock) { Offset = TimeSpan.FromMinutes(minutes) }));
        for (int i = 0; i < Rest; i++)
        {
            await (i < 5 ? host : neighbor).RefreshAsync();
        }

        await using ConnectionHost restarted = host.Neighbor();
        foreach (ConnectionHost one in new[] { neighbor, restarted })
        {
            (await one.Awaiting(x => x.RefreshAsync()).Should().ThrowAsync<BiginConnectionException>())
                .Which.Reason.Should().Be(ConnectionFailure.BudgetExhausted);
        }

        host.Refreshes.Should().HaveCount(Rest);
    }

    [Test]
    public async Task Leaves_two_refreshes_to_refused_tokens_right_after_a_connect()
    {
        await using ConnectionHost host = await StartAsync();
        await host.CallWithStaleTokenAsync();
        await host.CallWithStaleTokenAsync();
        host.Emulator.ExpireAccessTokens();
        using HttpClient bigin = host.Connections.CreateClient(ConnectionHost.Key);

        using HttpResponseMessage answer = await bigin.GetAsync("org");

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        host.Refreshes.Should().HaveCount(2, "the connect counts as the third");
    }

    [Test]
    public async Task That_is_used_up_has_no_refused_call_read_the_store_a_second_time()
    {
        using var logs = new RecordedLogs();
        await using ConnectionHost host = await StartAsync(build: builder =>
        {
            builder.WatchStore();
            builder.Record(logs);
            builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug));
        });
        await host.UseUpBudgetAsync();
        host.Emulator.ExpireAccessTokens();
        using HttpClient bigin = host.Connections.CreateClient(ConnectionHost.Key);
        (await bigin.GetAsync("org")).Dispose();
        int finds = host.WatchedStore().Finds;

        using HttpResponseMessage answer = await bigin.GetAsync("org");

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        host.WatchedStore().Finds.Should().Be(finds);
        logs.Entries.Where(entry => entry.Id.Name == "AccessTokenRefused").Should().ContainSingle("the second refusal is the address's");
    }

    [Test]
    public async Task Is_each_connections_own()
    {
        await using ConnectionHost host = await StartAsync();
        await host.ConnectAsync("other");
        await host.UseUpBudgetAsync();

        host.Emulator.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(10));

        (await host.Connections.GetAccessTokenAsync("other")).Should().NotBeNull();
    }

    [Test]
    public async Task Is_not_needed_by_a_thousand_callers_in_it()
    {
        await using ConnectionHost host = await StartAsync();
        await host.UseUpBudgetAsync();

        AccessToken[] tokens = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => Task.Run(host.TokenAsync)));

        tokens.Distinct().Should().ContainSingle("the tenth token is as good as the first");
    }

    [Test]
    public async Task That_is_used_up_leaves_the_last_token_in_use_until_its_end()
    {
        await using ConnectionHost host = await StartAsync(emulator => emulator.AccessTokenLifetime = TimeSpan.FromMinutes(1));
        await host.UseUpBudgetAsync();

        string last = (await host.RowAsync()).AccessToken!;
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(50)); // another would be asked for by now

        (await host.TokenAsync()).Reveal().Should().Be(last);

        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(10));
        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.BudgetExhausted);
        host.Refreshes.Should().HaveCount(Rest);
    }

    private static async Task<ConnectionHost> StartAsync(Action<BiginEmulatorOptions>? configure = null, Action<BiginOAuthBuilder>? build = null)
    {
        ConnectionHost host = await ConnectionHost.StartAsync(build, configure);
        host.Emulator.Clock.Stop();
        await host.ConnectAsync();
        return host;
    }
}
