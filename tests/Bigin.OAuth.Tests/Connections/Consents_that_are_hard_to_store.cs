using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Consents_that_are_hard_to_store
{
    [Test]
    public async Task Cost_no_code_where_the_store_cannot_be_read()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        AuthorizationResult accepted = await host.AcceptAsync();
        host.WatchedStore().BeforeFind = () => throw new TimeoutException("the database");

        (await host.Awaiting(x => x.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().ThrowAsync<BiginConnectionException>())
            .Which.Reason.Should().Be(ConnectionFailure.StoreFailed);

        host.To("/oauth/v2/token").Should().BeEmpty();
        host.WatchedStore().BeforeFind = () => Task.CompletedTask;
        (await host.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().BeOfType<Connected>("the code was not sent");
    }

    [Test]
    public async Task Are_stored_by_a_later_try([Values] bool isWritten, [Values] bool isFirstConsent)
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        if (!isFirstConsent)
        {
            await host.ConnectAsync();
        }

        AuthorizationResult accepted = await host.AcceptAsync();
        FailOnce(host.WatchedStore(), isWritten);

        (await host.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().BeOfType<Connected>();

        (await host.TokenAsync()).Reveal().Should().Be((await host.RowAsync()).AccessToken);
        host.To("/oauth/v2/token/revoke").Should().BeEmpty();
    }

    [Test]
    public async Task Are_stored_where_the_store_fails_after_it_has_written_and_can_be_read()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.WatchStore();
            builder.PassWaits();
        });
        AuthorizationResult accepted = await host.AcceptAsync();
        host.WatchedStore().AfterSave = _ => throw new TimeoutException("the database");

        (await host.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().BeOfType<Connected>();

        host.WatchedStore().AfterSave = _ => Task.CompletedTask;
        (await host.RowAsync()).Status.Should().Be(ConnectionStatus.Active);
        host.To("/oauth/v2/token/revoke").Should().BeEmpty("the row has the refresh token");
    }

    [Test]
    public async Task Say_that_the_key_may_need_a_new_consent_where_the_store_cannot_be_read_either()
    {
        var logs = new RecordedLogs();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.WatchStore();
            builder.PassWaits();
            builder.Record(logs);
        });
        AuthorizationResult accepted = await host.AcceptAsync();
        host.WatchedStore().BeforeSave = _ =>
        {
            host.WatchedStore().BeforeFind = () => throw new TimeoutException("the database");
            throw new TimeoutException("the database");
        };

        BiginConnectionException failure =
            (await host.Awaiting(x => x.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().ThrowAsync<BiginConnectionException>()).Which;

        failure.Reason.Should().Be(ConnectionFailure.StoreFailed);
        failure.Message.Should().Contain("may need a new consent");
        logs.Entries.Should().ContainSingle(entry => entry.Id.Name == "ConsentNotStored" && entry.Message.Contains("may need a new consent"));
        host.To("/oauth/v2/token/revoke").Should().ContainSingle().Which.Outcome.Should().Be("revoked");
    }

    [Test]
    public async Task Do_not_come_back_where_another_server_has_disconnected_what_was_written()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        await using ConnectionHost other = host.Neighbor();
        AuthorizationResult accepted = await host.AcceptAsync();
        host.WatchedStore().AfterSave = async _ =>
        {
            host.WatchedStore().AfterSave = _ => Task.CompletedTask;
            await other.Connections.DisconnectAsync(ConnectionHost.Key);
            throw new TimeoutException("the answer of the database is lost");
        };

        (await host.Awaiting(x => x.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().ThrowAsync<BiginConnectionException>())
            .Which.Reason.Should().Be(ConnectionFailure.StoreFailed);

        (await host.Connections.FindAsync(ConnectionHost.Key)).Should().BeNull();
    }

    [Test]
    public async Task Come_back_where_Bigin_cannot_say_that_another_server_has_disconnected_them_and_need_consent_at_the_next_refresh()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        await using ConnectionHost other = host.Neighbor();
        AuthorizationResult accepted = await host.AcceptAsync();
        host.WatchedStore().AfterSave = async _ =>
        {
            host.WatchedStore().AfterSave = _ => Task.CompletedTask;
            await other.Connections.DisconnectAsync(ConnectionHost.Key);
            host.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Status(503));
            throw new TimeoutException("the answer of the database is lost");
        };

        (await host.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().BeOfType<Connected>();

        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.NeedsConsent);
    }

    [Test]
    public async Task Come_back_and_are_good_where_another_server_has_only_forgotten_what_was_written()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        await using ConnectionHost other = host.Neighbor();
        AuthorizationResult accepted = await host.AcceptAsync();
        host.WatchedStore().AfterSave = async _ =>
        {
            host.WatchedStore().AfterSave = _ => Task.CompletedTask;
            (await other.Connections.ForgetAsync(ConnectionHost.Key)).Should().BeTrue();
            throw new TimeoutException("the answer of the database is lost");
        };

        (await host.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().BeOfType<Connected>();

        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        (await host.TokenAsync()).Should().NotBeNull("nothing has ended this grant");
    }

    [Test]
    public async Task Are_given_up_after_six_saves_in_five_seconds()
    {
        var waits = new PassingWaits(upTo: TimeSpan.FromSeconds(10));
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.WatchStore();
            builder.Services.UseWaits(waits);
        });
        AuthorizationResult accepted = await host.AcceptAsync();
        host.WatchedStore().BeforeSave = _ => throw new TimeoutException("the database");
        DateTimeOffset startedAt = waits.GetUtcNow();

        (await host.Awaiting(x => x.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().ThrowAsync<BiginConnectionException>())
            .Which.Reason.Should().Be(ConnectionFailure.StoreFailed);

        host.WatchedStore().Saves.Should().Be(6);
        (waits.GetUtcNow() - startedAt).Should().BeCloseTo(TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(100));
    }

    [Test]
    public async Task Need_consent_again_where_the_database_writes_the_save_after_it_was_given_up()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.WatchStore();
            builder.PassWaits();
        });
        AuthorizationResult accepted = await host.AcceptAsync();
        StoredConnection? late = null;
        host.WatchedStore().BeforeSave = row =>
        {
            late = row;
            throw new TimeoutException("the database");
        };
        (await host.Awaiting(x => x.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().ThrowAsync<BiginConnectionException>())
            .Which.Reason.Should().Be(ConnectionFailure.StoreFailed);

        host.WatchedStore().BeforeSave = _ => Task.FromResult(true);
        (await host.Store.TrySaveAsync(late!, expectedStamp: null)).Should().BeTrue();

        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.NeedsConsent, "its refresh token was revoked");
    }

    private static void FailOnce(WatchedStore store, bool isWritten)
    {
        if (isWritten)
        {
            store.AfterSave = _ =>
            {
                store.AfterSave = _ => Task.CompletedTask;
                throw new TimeoutException("the answer of the database is lost");
            };
            return;
        }

        store.BeforeSave = _ =>
        {
            store.BeforeSave = _ => Task.FromResult(true);
            throw new TimeoutException("the database is busy");
        };
    }
}
