using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class After_a_failed_refresh
{
    [Test]
    public async Task There_is_a_pause_of_a_second_that_doubles_to_five_minutes()
    {
        await using ConnectionHost host = await StartAsync();

        for (int failures = 0; failures < 11; failures++)
        {
            TimeSpan pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures), 300));
            (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.RefreshFailed);
            host.Refreshes.Should().HaveCount(failures + 1);
            int finds = host.WatchedStore().Finds;

            host.Emulator.Clock.Advance(pause * 0.74);
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(host.FailureAsync)));

            host.Refreshes.Should().HaveCount(failures + 1, "the pause of {0} is not over", pause);
            host.WatchedStore().Finds.Should().BeLessThanOrEqualTo(finds + 1, "one caller looks whether another process has stored a token, and the others fail at once");
            host.Emulator.Clock.Advance(pause * 0.26);
        }
    }

    [Test]
    public async Task The_row_is_read_once_in_three_seconds()
    {
        await using ConnectionHost host = await StartAsync();
        await FailFiveTimesAsync(host);
        int finds = host.WatchedStore().Finds;
        for (int reads = 0; reads < 4; reads++)
        {
            await host.FailureAsync();
            await host.FailureAsync();

            host.WatchedStore().Finds.Should().Be(finds + reads, "the failed refresh has just read it");
            host.Emulator.Clock.Advance(TimeSpan.FromSeconds(3));
        }

        host.Refreshes.Should().HaveCount(5);
    }

    [Test]
    public async Task Callers_get_their_own_exception_and_what_Bigin_answered()
    {
        await using ConnectionHost host = await StartAsync();

        BiginConnectionException first = await host.FailureAsync();
        BiginConnectionException second = await host.FailureAsync();

        second.Should().NotBeSameAs(first);
        second.Error!.Kind.Should().Be(TokenErrorKind.ServerError);
        second.Message.Should().Contain(nameof(TokenErrorKind.ServerError));
        second.InnerException.Should().BeNull();
    }

    [Test]
    public async Task Callers_get_tokens_again_when_Bigin_is_back_and_the_next_pause_is_short_again()
    {
        await using ConnectionHost host = await StartAsync();
        for (int i = 0; i < 5; i++)
        {
            await host.FailureAsync();
            host.Emulator.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        host.Emulator.Faults.Clear();
        (await host.TokenAsync()).Should().NotBeNull();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Status(503));
        await host.FailureAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));

        (await host.TokenAsync()).Should().NotBeNull();
    }

    [Test]
    public async Task The_pause_ends_with_a_new_consent()
    {
        await using ConnectionHost host = await StartAsync();
        host.Emulator.Faults.Clear();
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Throttle.WithRetryAfter(TimeSpan.FromHours(1)));
        await host.FailureAsync();

        await host.ConnectAsync();
        await host.CallWithStaleTokenAsync();

        host.Refreshes.Should().HaveCount(2);
    }

    [Test]
    public async Task The_next_pause_is_short_again_ahead_of_time_too()
    {
        await using ConnectionHost host = await StartAsync();
        for (int i = 0; i < 5; i++)
        {
            await host.FailureAsync();
            host.Emulator.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        host.Emulator.Faults.Clear();
        AccessToken token = await host.TokenAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(56));
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Status(503));
        (await host.TokenAsync()).Should().BeSameAs(token);
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));

        (await host.TokenAsync()).Should().NotBeSameAs(token);
    }

    [TestCase(120, 120)]
    [TestCase(600, 600)]
    [TestCase(86_400, 3_600)]
    public async Task The_pause_is_as_long_as_Bigin_asks_for_up_to_an_hour(int asked, int kept)
    {
        await using ConnectionHost host = await StartAsync();
        host.Emulator.Faults.Clear();
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Status(503).WithRetryAfter(TimeSpan.FromSeconds(asked)));
        await host.FailureAsync();

        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(kept - 1));
        await host.FailureAsync();
        host.Refreshes.Should().ContainSingle();
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));

        (await host.TokenAsync()).Should().NotBeNull();
    }

    [Test]
    public async Task There_is_a_pause_of_five_minutes_at_once_where_Zoho_throttles()
    {
        await using ConnectionHost host = await StartAsync();
        host.Emulator.Faults.Clear();
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Throttle);
        (await host.FailureAsync()).Error!.Kind.Should().Be(TokenErrorKind.RateLimited);

        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(5) * 0.74);
        await host.FailureAsync();
        host.Refreshes.Should().ContainSingle("Zoho blocks for up to ten minutes, and counts what comes meanwhile");
        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(5) * 0.26);

        (await host.TokenAsync()).Should().NotBeNull();
    }

    [Test]
    public async Task The_pause_is_not_shorter_because_Bigin_asks_for_nothing()
    {
        await using ConnectionHost host = await StartAsync();
        host.Emulator.Faults.Clear();
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Status(503).WithRetryAfter(TimeSpan.Zero));

        await host.FailureAsync();
        await host.FailureAsync();

        host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task A_row_that_cannot_be_decrypted_any_more_is_what_callers_are_told()
    {
        await using ConnectionHost host = await StartAsync();
        await FailFiveTimesAsync(host);
        host.WatchedStore().Reads = row => row!.Changed(status: ConnectionStatus.Unreadable, keepsStamp: true);
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(3));

        BiginConnectionException failure = await host.FailureAsync();

        failure.Reason.Should().Be(ConnectionFailure.Unreadable);
        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.Unreadable, "the pause is over for all");
        host.Refreshes.Should().HaveCount(5);
    }

    [Test]
    public async Task Whose_handlers_cannot_be_made_nothing_is_counted_and_the_log_does_not_blame_the_store()
    {
        var logs = new RecordedLogs();
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        await using ConnectionHost misconfigured = host.Neighbor(builder =>
        {
            builder.Record(logs);
            builder.TokenHttpClient.AddHttpMessageHandler(() => throw new InvalidOperationException("no handler"));
        });
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        StoredConnection before = await host.RowAsync();

        BiginConnectionException failure = await misconfigured.FailureAsync();

        failure.Reason.Should().Be(ConnectionFailure.RefreshFailed);
        failure.InnerException.Should().BeOfType<InvalidOperationException>().Which.Message.Should().Be("no handler");
        (await host.RowAsync()).RecentRefreshes.Should().Equal(before.RecentRefreshes);
        logs.Entries.Should().ContainSingle(entry => entry.Id.Name == "RefreshThrew").Which.Everything.Should().Contain("InvalidOperationException: no handler");
        logs.Entries.Should().NotContain(entry => entry.Id.Name == "StoreFailed");
    }

    [Test]
    public async Task For_want_of_a_client_secret_nothing_is_counted()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        await using ConnectionHost withoutSecret = host.Neighbor(builder => builder.Services.PostConfigure<BiginOAuthOptions>(options =>
        {
            options.ClientSecret = null;
            options.ClientSecrets.Clear();
        }));
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));

        (await withoutSecret.FailureAsync()).Error!.Kind.Should().Be(TokenErrorKind.MissingClientSecret);

        (await host.RowAsync()).RecentRefreshes.Should().BeEmpty();
    }

    // The pause after the fifth is 12 seconds at least.
    private static async Task FailFiveTimesAsync(ConnectionHost host)
    {
        for (int failures = 0; failures < 5; failures++)
        {
            host.Emulator.Clock.Advance(TimeSpan.FromSeconds(Math.Pow(2, failures)));
            await host.FailureAsync();
        }
    }

    private static async Task<ConnectionHost> StartAsync()
    {
        ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        host.Emulator.Clock.Stop();
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Status(503), times: int.MaxValue);
        return host;
    }
}
