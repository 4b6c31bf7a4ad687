namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Importing_a_refresh_token
{
    [Test]
    public async Task Stores_a_connection_after_one_refresh_has_proven_it()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        RefreshToken token = host.Emulator.IssueRefreshToken("europe@example.com");

        ConnectResult result = await host.ImportAsync(token, "eu");

        BiginConnection connection = result.Should().BeOfType<Connected>().Which.Connection;
        connection.DataCenterId.Should().Be("eu");
        connection.Organization.Should().NotBeNull();
        StoredConnection row = await host.RowAsync();
        row.RefreshToken.Should().Be(token.Reveal());
        row.RecentRefreshes.Should().ContainSingle("the proof counts");
        (await host.TokenAsync()).Reveal().Should().Be(row.AccessToken);
        host.Refreshes.Should().ContainSingle().Which.DataCenter.Should().Be("eu");
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        using HttpClient bigin = host.Connections.CreateClient(ConnectionHost.Key);
        (await bigin.GetAsync("org")).IsSuccessStatusCode.Should().BeTrue();
    }

    [Test]
    public async Task Tells_the_host_that_it_is_connected()
    {
        var events = new RecordedEvents();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.Record(events));

        await host.ImportAsync(host.Emulator.IssueRefreshToken("one@example.com"));

        events.Entries.Should().Equal("Connected tenant-42 Active");
    }

    [Test]
    public async Task That_is_connected_already_sends_nothing()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        RefreshToken token = host.Emulator.IssueRefreshToken("one@example.com");
        await host.ImportAsync(token);

        ConnectResult again = await host.ImportAsync(token);

        again.Should().BeOfType<Connected>().Which.Connection.Organization.Should().NotBeNull();
        host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task Costs_one_refresh_for_a_thousand_callers()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        RefreshToken token = host.Emulator.IssueRefreshToken("one@example.com");

        ConnectResult[] results = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => Task.Run(() => host.ImportAsync(new RefreshToken(token.Reveal())))));

        results.Should().AllBeOfType<Connected>();
        host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task Proves_a_token_anew_that_its_row_no_longer_trusts()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        RefreshToken token = host.Emulator.IssueRefreshToken("one@example.com");
        await host.ImportAsync(token);
        StoredConnection row = await host.RowAsync();
        var ended = new StoredConnection
        {
            Key = row.Key,
            DataCenter = row.DataCenter,
            RefreshToken = row.RefreshToken,
            OrganizationId = row.OrganizationId,
            OrganizationName = row.OrganizationName,
            IsImported = row.IsImported,
            Status = ConnectionStatus.NeedsConsent,
            ConnectedAt = row.ConnectedAt,
            RecentRefreshes = row.RecentRefreshes,
        };
        (await host.Store.TrySaveAsync(ended, row.ConcurrencyStamp)).Should().BeTrue();

        ConnectResult result = await host.ImportAsync(token);

        result.Should().BeOfType<Connected>().Which.Connection.Status.Should().Be(ConnectionStatus.Active);
        host.Refreshes.Should().HaveCount(2);
        (await host.RowAsync()).RecentRefreshes.Should().HaveCount(2, "both count");
    }

    [Test]
    public async Task That_is_dead_saves_nothing_and_says_so([Values] bool isConnected)
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        RefreshToken token = host.Emulator.IssueRefreshToken("one@example.com");
        if (isConnected)
        {
            await host.ImportAsync(token);
            host.Emulator.RevokeAll("one@example.com");
            host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
            (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.NeedsConsent);
        }
        else
        {
            host.Emulator.RevokeAll("one@example.com");
        }

        ConnectResult result = await host.ImportAsync(token);

        result.Should().BeOfType<ConnectFailed>().Which.Error.Kind.Should().Be(TokenErrorKind.InvalidRefreshToken);
        (await host.Connections.FindAsync(ConnectionHost.Key))?.Status.Should().Be(ConnectionStatus.NeedsConsent);
        host.Refreshes.Should().HaveCount(isConnected ? 3 : 1);
    }

    [Test]
    public async Task Is_tried_at_the_named_data_center_and_no_other()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        RefreshToken token = host.Emulator.IssueRefreshToken("europe@example.com");

        ConnectResult result = await host.ImportAsync(token, "us");

        result.Should().BeOfType<ConnectFailed>().Which.Error.Kind.Should().Be(TokenErrorKind.InvalidRefreshToken);
        host.Emulator.Requests.Should().ContainSingle().Which.DataCenter.Should().Be("us");
    }

    [Test]
    public async Task Of_a_data_center_that_is_not_allowed_or_not_configured_is_refused_before_anything_is_sent()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(configure: options => options.AllowedDataCenters.Add("us"));
        RefreshToken token = host.Emulator.IssueRefreshToken("europe@example.com");
        var elsewhere = new DataCenter("xx", new Uri("https://accounts.example.com"), new Uri("https://www.example.com"));

        (await host.Awaiting(x => x.ImportAsync(token, "eu")).Should().ThrowAsync<ArgumentException>()).WithParameterName("dataCenter").WithMessage("*AllowedDataCenters*");
        (await host.Awaiting(x => x.Connections.ImportAsync(ConnectionHost.Key, token, elsewhere)).Should().ThrowAsync<ArgumentException>()).WithParameterName("dataCenter");

        host.Emulator.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Never_revokes_the_token_where_the_store_fails([Values] bool canBeRead)
    {
        var logs = new RecordedLogs();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.WatchStore();
            builder.Record(logs);
            builder.PassWaits();
        });
        RefreshToken token = host.Emulator.IssueRefreshToken("one@example.com");
        host.WatchedStore().BeforeSave = _ =>
        {
            host.WatchedStore().BeforeFind = () => canBeRead ? Task.CompletedTask : throw new TimeoutException("the database");
            throw new TimeoutException("the database");
        };

        BiginConnectionException failure = (await host.Awaiting(x => x.ImportAsync(token)).Should().ThrowAsync<BiginConnectionException>()).Which;

        failure.Reason.Should().Be(ConnectionFailure.StoreFailed);
        failure.Message.Should().Contain("was not revoked");
        failure.InnerException.Should().BeOfType<TimeoutException>();
        logs.Entries.Should().ContainSingle(entry => entry.Id.Name == "ImportNotStored");
        host.To("/oauth/v2/token/revoke").Should().BeEmpty();
        host.WatchedStore().BeforeSave = _ => Task.FromResult(true);
        host.WatchedStore().BeforeFind = () => Task.CompletedTask;
        (await host.ImportAsync(token)).Should().BeOfType<Connected>("it can be imported later");
        (await host.RowAsync()).RecentRefreshes.Should().HaveCount(2, "both proofs count");
    }

    [Test]
    public async Task Ends_the_wait_of_a_caller_who_gives_up_and_not_the_import()
    {
        var gate = new Gate();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        RefreshToken token = host.Emulator.IssueRefreshToken("one@example.com");
        host.WatchedStore().BeforeFind = () => gate.PassAsync();
        gate.Close();
        using var patience = new CancellationTokenSource();
        Task<ConnectResult> impatient = host.Connections.ImportAsync(ConnectionHost.Key, token, host.GetDataCenter("us"), cancellationToken: patience.Token);
        await gate.Reached;
        Task<ConnectResult> patient = host.ImportAsync(token);

        await patience.CancelAsync();

        await FluentActions.Awaiting(() => impatient).Should().ThrowAsync<OperationCanceledException>();
        gate.Open();
        (await patient).Should().BeOfType<Connected>();
        host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task Ends_for_a_caller_that_blocks_the_thread_of_its_context()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        RefreshToken token = host.Emulator.IssueRefreshToken("one@example.com");

        Task<ConnectResult> blocking = Task.Run(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new BlockedContext());
            try
            {
                return host.ImportAsync(token).GetAwaiter().GetResult();
            }
            finally
            {
                SynchronizationContext.SetSynchronizationContext(null);
            }
        });

        (await blocking.WaitAsync(Hang.Limit)).Should().BeOfType<Connected>();
    }

    [TestCase("")]
    [TestCase("a\nb")]
    public async Task Under_a_bad_key_is_refused(string key)
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        RefreshToken token = host.Emulator.IssueRefreshToken("one@example.com");

        await host.Awaiting(x => x.Connections.ImportAsync(key, token, x.GetDataCenter("us"))).Should().ThrowAsync<ArgumentException>();

        host.Emulator.Requests.Should().BeEmpty();
    }

    /// <summary>The context of a window whose one thread waits, so that it runs nothing else.</summary>
    private sealed class BlockedContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
