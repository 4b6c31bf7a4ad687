using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>
/// What every <see cref="IBiginConnectionStore"/> has to do. To check a store of your own, copy the files <c>ConnectionStoreContract*.cs</c> and derive
/// a fixture from this class that answers <see cref="OpenAsync"/>. It needs NUnit, FluentAssertions and Microsoft.Extensions.TimeProvider.Testing, and of Bigin.OAuth
/// only public types.
/// </summary>
/// <remarks>In parts by subject, of which one fixture runs all. Run it with one instance a test (<c>[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]</c>) and storage of its own for each.</remarks>
[TestOf(typeof(IBiginConnectionStore))]
public abstract partial class ConnectionStoreContract
{
    private const string RefreshToken = "1000.refresh.0123456789abcdef";

    private static readonly DateTimeOffset Now = new DateTimeOffset(2026, 11, 24, 9, 30, 0, TimeSpan.Zero).AddMilliseconds(123);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _clock = new(Now);

    /// <summary>Opens the store of this test: the same content each time, as another process would.</summary>
    /// <param name="clock">The library's clock, by which leases end.</param>
    /// <returns>The store.</returns>
    protected abstract Task<IBiginConnectionStore> OpenAsync(TimeProvider clock);

    /// <summary>Gets a number of keys that is more than a store reads at once.</summary>
    protected virtual int ManyKeys => 1_001;

    /// <summary>Saves connections with the keys <c>tenant-0</c>, <c>tenant-1</c> and so on. Override it where the store can save many in one step.</summary>
    /// <param name="store">The store, which is empty.</param>
    /// <param name="count">The number of connections.</param>
    protected virtual async Task SaveManyAsync(IBiginConnectionStore store, int count)
    {
        for (int i = 0; i < count; i++)
        {
            (await store.TrySaveAsync(Connection($"tenant-{i}", "one"), expectedStamp: null)).Should().BeTrue();
        }
    }

    [Test]
    public async Task Finds_nothing_where_nothing_was_saved()
    {
        IBiginConnectionStore store = await OpenAsync(_clock);

        (await store.FindAsync("tenant")).Should().BeNull();
        (await store.FindStampAsync("tenant")).Should().BeNull();
        (await store.TryDeleteAsync("tenant", "stamp")).Should().BeFalse();
        (await ListAsync(store)).Should().BeEmpty();
    }

    [Test]
    public async Task Gives_back_every_property_with_its_milliseconds()
    {
        StoredConnection saved = Full("one");
        await SaveAsync(saved);
        IBiginConnectionStore store = await OpenAsync(_clock);

        (await store.FindAsync("tenant")).Should().BeEquivalentTo(saved);

        StoredConnection changed = new()
        {
            Key = "tenant",
            ConcurrencyStamp = "two",
            DataCenter = "in",
            RefreshToken = "1000.another.one",
            AccessToken = "1000.access.another",
            AccessTokenExpiresAt = Now.AddHours(1),
            Scopes = ["ZohoBigin.org.READ"],
            OrganizationId = "1",
            OrganizationName = "Other",
            Status = ConnectionStatus.Active,
            ConnectedAt = Now.AddDays(1),
            RecentRefreshes = [Now],
        };
        await SaveAsync(changed, "one");
        (await store.FindAsync("tenant")).Should().BeEquivalentTo(changed);
    }

    [Test]
    public async Task Gives_back_what_is_null_or_empty_as_that()
    {
        await SaveAsync(Full("one")); // so that a change to null is one
        StoredConnection saved = Connection("tenant", "two");
        await SaveAsync(saved, "one");

        StoredConnection? found = await (await OpenAsync(_clock)).FindAsync("tenant");

        found.Should().BeEquivalentTo(saved);
        found!.AccessToken.Should().BeNull();
        found.AccessTokenExpiresAt.Should().BeNull();
        found.OrganizationId.Should().BeNull();
        found.Scopes.Should().BeEmpty();
        found.RecentRefreshes.Should().BeEmpty();
    }

    [Test]
    public async Task Keeps_texts_of_any_length()
    {
        string text = new('x', 10_000);
        StoredConnection saved = new()
        {
            Key = "tenant",
            DataCenter = "us",
            RefreshToken = text,
            AccessToken = text,
            Scopes = [.. Enumerable.Range(0, 200).Select(i => $"ZohoBigin.modules.scope{i}.READ")],
            OrganizationId = text,
            OrganizationName = text,
            ConnectedAt = Now,
        };
        await SaveAsync(saved);

        (await (await OpenAsync(_clock)).FindAsync("tenant")).Should().BeEquivalentTo(saved);
    }

    [Test]
    public async Task Does_nothing_for_a_caller_who_has_cancelled()
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", "one"));
        var cancelled = new CancellationToken(canceled: true);

        await ShouldBeCancelledAsync(async () => await store.FindAsync("tenant", cancelled));
        await ShouldBeCancelledAsync(async () => await store.FindStampAsync("tenant", cancelled));
        await ShouldBeCancelledAsync(async () => await store.TrySaveAsync(Connection("tenant", "two"), "one", cancelled));
        await ShouldBeCancelledAsync(async () => await store.TrySaveAsync(Connection("other", "two"), null, cancelled));
        await ShouldBeCancelledAsync(async () => await store.TryDeleteAsync("tenant", "one", cancelled));
        await ShouldBeCancelledAsync(async () => await store.TryLockAsync("tenant", Minute, cancelled));
        await ShouldBeCancelledAsync(async () => await ListAsync(store, cancelled));

        (await store.FindStampAsync("tenant")).Should().Be("one");
        (await store.FindStampAsync("other")).Should().BeNull();
        (await store.TryLockAsync("tenant", Minute)).Should().NotBeNull();
    }

    private static async Task ShouldBeCancelledAsync(Func<Task> call) => await call.Should().ThrowAsync<OperationCanceledException>();

    private static async Task<ConnectionSummary[]> ListAsync(IBiginConnectionStore store, CancellationToken cancellationToken = default)
    {
        var all = new List<ConnectionSummary>();
        await foreach (ConnectionSummary summary in store.ListAsync(cancellationToken))
        {
            all.Add(summary);
        }

        return [.. all];
    }

    /// <param name="key">The key.</param>
    /// <param name="stamp">The stamp, or null for a random one.</param>
    /// <param name="refreshToken">The refresh token.</param>
    /// <param name="connectedAt">The moment of the consent, or null for now.</param>
    private static StoredConnection Connection(string key, string? stamp, string refreshToken = RefreshToken, DateTimeOffset? connectedAt = null) =>
        stamp is null
            ? new() { Key = key, DataCenter = "us", RefreshToken = refreshToken, ConnectedAt = connectedAt ?? Now }
            : new() { Key = key, ConcurrencyStamp = stamp, DataCenter = "us", RefreshToken = refreshToken, ConnectedAt = connectedAt ?? Now };

    private static StoredConnection Full(string stamp) => new()
    {
        Key = "tenant",
        ConcurrencyStamp = stamp,
        DataCenter = "eu",
        RefreshToken = RefreshToken,
        AccessToken = "1000.access.0123456789abcdef",
        AccessTokenExpiresAt = Now.AddMinutes(59).AddMilliseconds(1),
        Scopes = ["ZohoBigin.org.READ", "ZohoBigin.modules.ALL"],
        OrganizationId = "942010964",
        OrganizationName = "Blüte & Söhne 商店",
        Status = ConnectionStatus.NeedsConsent,
        IsImported = true,
        ConnectedAt = Now.AddDays(-1),
        RecentRefreshes = [Now.AddMilliseconds(-1), Now],
    };

    private async Task SaveAsync(StoredConnection connection, string? expectedStamp = null) =>
        (await (await OpenAsync(_clock)).TrySaveAsync(connection, expectedStamp)).Should().BeTrue();
}
