using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(IBiginConnectionStore))]
public sealed class Stores_that_fail
{
    private static readonly string[] BeforeTheRequest = ["to find", "to find, later", "to lock", "to save the attempt"];

    [TestCaseSource(nameof(BeforeTheRequest))]
    public async Task Before_the_request_keep_it_from_being_sent(string doing)
    {
        await using ConnectionHost host = await StartAsync();
        var thrown = new TimeoutException("the database");
        Fail(host, doing, thrown);

        BiginConnectionException failure = await host.FailureAsync();

        failure.Reason.Should().Be(ConnectionFailure.StoreFailed);
        failure.InnerException.Should().BeSameAs(thrown);
        host.Refreshes.Should().BeEmpty();
    }

    [TestCaseSource(nameof(BeforeTheRequest))]
    public async Task Are_asked_again_after_a_pause(string doing)
    {
        await using ConnectionHost host = await StartAsync();
        Fail(host, doing, new OperationCanceledException("the database"));
        await host.FailureAsync();
        host.WatchedStore().BeforeFind = host.WatchedStore().BeforeLock = () => Task.CompletedTask;
        host.WatchedStore().BeforeSave = _ => Task.FromResult(true);

        await host.FailureAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));

        (await host.TokenAsync()).Should().NotBeNull();
    }

    [Test]
    public async Task While_they_list_are_told_as_any_other([Values("to begin", "to go on", "to end")] string doing)
    {
        await using ConnectionHost host = await StartAsync();
        var thrown = new TimeoutException("the database");
        host.WatchedStore().Lists = _ => doing == "to begin" ? throw thrown : new FailingList(doing, thrown);

        BiginConnectionException failure = (await host.Awaiting(x => x.Connections.ListAsync().ToListAsync().AsTask()).Should().ThrowAsync<BiginConnectionException>()).Which;

        failure.Reason.Should().Be(ConnectionFailure.StoreFailed);
        failure.InnerException.Should().BeSameAs(thrown);
    }

    [Test]
    public async Task To_save_the_new_token_do_not_cost_it([Values] bool isReadingTooAway)
    {
        var logs = new RecordedLogs();
        await using ConnectionHost host = await StartAsync(builder => builder.Record(logs));
        int saves = host.WatchedStore().Saves;
        host.WatchedStore().AfterSave = _ =>
        {
            host.WatchedStore().BeforeSave = _ => throw new TimeoutException("the database");
            host.WatchedStore().BeforeFind = () => isReadingTooAway ? throw new TimeoutException("the database") : Task.CompletedTask;
            return Task.CompletedTask;
        };

        AccessToken token = await host.TokenAsync();

        (await host.TokenAsync()).Should().BeSameAs(token);
        host.Refreshes.Should().ContainSingle();
        host.WatchedStore().Saves.Should().Be(saves + 2, "the one that counts the refresh, and the one that fails: those who wait don't wait for a second try");
        using HttpClient bigin = host.Connections.CreateClient(ConnectionHost.Key);
        (await bigin.GetAsync("org")).IsSuccessStatusCode.Should().BeTrue();
        logs.Entries.Should().ContainSingle(entry => entry.Id.Name == "StoreFailed").Which.Message.Should().Contain("while saving a new access token");
    }

    [Test]
    public async Task To_take_back_the_count_of_what_never_left_leave_it_counted()
    {
        var logs = new RecordedLogs();
        var network = new Network();
        await using ConnectionHost host = await StartAsync(builder =>
        {
            builder.Record(logs);
            builder.TokenHttpClient.AddHttpMessageHandler(network.CreateHandler);
        });
        network.IsDown = true;
        host.WatchedStore().AfterSave = _ =>
        {
            host.WatchedStore().BeforeSave = _ => throw new TimeoutException("the database");
            return Task.CompletedTask;
        };

        BiginConnectionException failure = await host.FailureAsync();

        failure.Error!.Kind.Should().Be(TokenErrorKind.Unreachable, "that is why there is no token");
        logs.Entries.Should().ContainSingle(entry => entry.Id.Name == "StoreFailed").Which.Message.Should().Contain("while taking back the count");
        (await host.RowAsync()).RecentRefreshes.Should().ContainSingle("the one of the connect is two hours old");
    }

    [Test]
    public async Task To_give_back_the_lease_do_not_cost_the_token()
    {
        await using ConnectionHost host = await StartAsync();
        host.WatchedStore().BeforeRelease = () => throw new TimeoutException("the database");

        (await host.TokenAsync()).Should().NotBeNull();

        host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task To_save_that_consent_is_needed_are_told_again()
    {
        await using ConnectionHost host = await StartAsync();
        host.Emulator.RevokeAll("one@example.com");
        host.WatchedStore().AfterSave = _ =>
        {
            host.WatchedStore().BeforeSave = _ => throw new TimeoutException("the database");
            return Task.CompletedTask;
        };
        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.StoreFailed);
        host.WatchedStore().BeforeSave = _ => Task.FromResult(true);
        host.WatchedStore().AfterSave = _ => Task.CompletedTask;
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));

        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.NeedsConsent);
    }

    [TestCase(false)]
    [TestCase(true)] // what only the first read of a call may say
    public async Task While_connecting_leave_what_was_stored_and_the_new_refresh_token_is_revoked(bool isKeyRefused)
    {
        Exception thrown = isKeyRefused ? RefusalOfTheKey() : new TimeoutException("the database");
        await using ConnectionHost host = await StartAsync();
        StoredConnection before = await host.RowAsync();
        AuthorizationResult accepted = await host.AcceptAsync();
        host.WatchedStore().BeforeSave = _ => throw thrown;

        BiginConnectionException failure = (await host.Awaiting(x => x.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().ThrowAsync<BiginConnectionException>()).Which;

        failure.Reason.Should().Be(ConnectionFailure.StoreFailed);
        failure.InnerException.Should().BeSameAs(thrown);
        failure.Message.Should().EndWith("Its refresh token was revoked. The inner exception says how the store failed.");
        host.To("/oauth/v2/token/revoke").Should().ContainSingle();
        (await host.RowAsync()).Should().BeSameAs(before);
        host.WatchedStore().BeforeSave = _ => Task.FromResult(true);
        (await host.TokenAsync()).Should().NotBeNull();
    }

    [Test]
    public async Task While_connecting_say_that_the_new_refresh_token_is_left_where_Bigin_does_not_revoke_it()
    {
        var logs = new RecordedLogs();
        await using ConnectionHost host = await StartAsync(builder => builder.Record(logs));
        AuthorizationResult accepted = await host.AcceptAsync();
        host.WatchedStore().BeforeSave = _ => throw new TimeoutException("the database");
        host.Emulator.Faults.Next(EmulatorEndpoint.Revocation, EmulatorFault.Status(404));

        BiginConnectionException failure = (await host.Awaiting(x => x.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().ThrowAsync<BiginConnectionException>()).Which;

        failure.Message.Should().Contain("Its refresh token could not be revoked and is left at Bigin.").And.NotContain("was revoked");
        logs.Entries.Where(entry => entry.Id.Name == "RefreshTokenLeft").Should().ContainSingle();
        logs.Entries.Single(entry => entry.Id.Name == "ConsentNotStored").Message.Should().Contain("could not be revoked and is left at Bigin");
    }

    [Test]
    public async Task With_a_refusal_of_the_key_at_the_first_read_are_the_callers_to_hear_and_cost_no_code()
    {
        await using ConnectionHost host = await StartAsync();
        AuthorizationResult accepted = await host.AcceptAsync();
        host.WatchedStore().BeforeFind = () => throw RefusalOfTheKey();

        await host.Awaiting(x => x.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().ThrowAsync<ArgumentException>().WithParameterName("key");
        await host.Awaiting(x => x.Connections.FindAsync(ConnectionHost.Key)).Should().ThrowAsync<ArgumentException>().WithParameterName("key");
        host.WatchedStore().BeforeFind = () => Task.CompletedTask;

        (await host.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().BeOfType<Connected>();
    }

    [Test]
    public async Task With_a_refusal_of_the_key_at_a_check_are_asked_again_at_the_next()
    {
        await using ConnectionHost host = await StartAsync(builder =>
            builder.Services.Configure<BiginOAuthOptions>(options => options.ConnectionRecheckInterval = TimeSpan.Zero)); // at each use
        AccessToken token = await host.TokenAsync();
        host.WatchedStore().BeforeFindStamp = () => throw RefusalOfTheKey();
        int before = host.WatchedStore().StampFinds;

        // A check is beside the callers, who go on with the token.
        await host.UntilAsync(async () =>
        {
            (await host.TokenAsync()).Should().BeSameAs(token);
            return host.WatchedStore().StampFinds >= before + 2;
        });
    }

    private static async Task<ConnectionHost> StartAsync(Action<BiginOAuthBuilder>? build = null)
    {
        ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.WatchStore();
            builder.PassWaits();
            build?.Invoke(builder);
        });
        host.Emulator.Clock.Stop();
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        return host;
    }

    private static ArgumentException RefusalOfTheKey(string key = "tenant") => new($"not {key}", nameof(key));

    private static void Fail(ConnectionHost host, string doing, Exception failure)
    {
        WatchedStore store = host.WatchedStore();
        switch (doing)
        {
            case "to find":
                store.BeforeFind = () => throw failure;
                break;
            case "to find, later":
                store.BeforeFind = () => Task.FromException(failure);
                break;
            case "to lock":
                store.BeforeLock = () => throw failure;
                break;
            default:
                store.BeforeSave = _ => throw failure;
                break;
        }
    }

    private sealed class FailingList(string doing, Exception thrown) : IAsyncEnumerable<ConnectionSummary>, IAsyncEnumerator<ConnectionSummary>
    {
        public ConnectionSummary Current => throw new NotSupportedException();

        public IAsyncEnumerator<ConnectionSummary> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

        public ValueTask<bool> MoveNextAsync() => doing == "to go on" ? throw thrown : new(false);

        public ValueTask DisposeAsync() => doing == "to end" ? throw thrown : default;
    }
}
