using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>
/// What every <see cref="IBiginConnectionStore"/> has to do. To check a store of your own, copy this file and derive a fixture from it that answers
/// <see cref="OpenAsync"/>; it needs NUnit, FluentAssertions and Microsoft.Extensions.TimeProvider.Testing, and of Bigin.OAuth only public types.
/// </summary>
/// <remarks>Run it with one instance a test (<c>[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]</c>) and storage of its own for each.</remarks>
[TestOf(typeof(IBiginConnectionStore))]
public abstract class ConnectionStoreContract
{
    private const string RefreshToken = "1000.refresh.0123456789abcdef";

    private static readonly DateTimeOffset Now = new DateTimeOffset(2026, 11, 24, 9, 30, 0, TimeSpan.Zero).AddMilliseconds(123);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly string[] Keys =
    [
        "tenant", "Tenant", "TENANT", "tenant ", " tenant", "tenant  ", "ténant", "te\u0301nant", "ﬁ", "fi", "İ", "i", "ı", "I", "ß", "ss",
        "商店", "😀", "😁", "a'b\"c;--", "100%", "a_b", "a\\b", "a\tb", "a\nb", "\u200Btenant", "🔑" + new string('x', 198), new string('x', 200), new string('x', 199),
    ];

    private readonly FakeTimeProvider _clock = new(Now);

    /// <summary>Opens the store of this test: the same content each time, as another process would.</summary>
    /// <param name="clock">The library's clock, by which leases end.</param>
    /// <returns>The store.</returns>
    protected abstract Task<IBiginConnectionStore> OpenAsync(TimeProvider clock);

    [Test]
    public async Task Finds_nothing_where_nothing_was_saved()
    {
        IBiginConnectionStore store = await OpenAsync(_clock);

        (await store.FindAsync("tenant")).Should().BeNull();
        (await store.DeleteAsync("tenant")).Should().BeFalse();
        (await ListAsync(store)).Should().BeEmpty();
    }

    [Test]
    public async Task Gives_back_every_property_with_its_milliseconds()
    {
        StoredConnection saved = Full(version: 1);
        await SaveAsync(saved);
        IBiginConnectionStore store = await OpenAsync(_clock);

        (await store.FindAsync("tenant")).Should().BeEquivalentTo(saved);

        StoredConnection changed = new()
        {
            Key = "tenant",
            Version = 2,
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
        await SaveAsync(changed);
        (await store.FindAsync("tenant")).Should().BeEquivalentTo(changed);
    }

    [Test]
    public async Task Gives_back_what_is_null_or_empty_as_that()
    {
        await SaveAsync(Full(version: 1)); // so that a change to null is one
        StoredConnection saved = Connection("tenant", version: 2);
        await SaveAsync(saved);

        StoredConnection? found = await (await OpenAsync(_clock)).FindAsync("tenant");

        found.Should().BeEquivalentTo(saved);
        found!.AccessToken.Should().BeNull();
        found.AccessTokenExpiresAt.Should().BeNull();
        found.OrganizationId.Should().BeNull();
        found.Scopes.Should().BeEmpty();
        found.RecentRefreshes.Should().BeEmpty();
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    public async Task Refuses_a_version_that_does_not_follow_the_stored_one(long version)
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", version: 1));

        (await store.TrySaveAsync(Connection("tenant", version, "1000.too.late"))).Should().BeFalse();

        (await store.FindAsync("tenant"))!.RefreshToken.Should().Be(RefreshToken);
    }

    [Test]
    public async Task Refuses_a_later_version_of_what_was_never_saved() =>
        (await (await OpenAsync(_clock)).TrySaveAsync(Connection("tenant", version: 2))).Should().BeFalse();

    [Test]
    public async Task Loses_no_update_of_two_who_read_the_same()
    {
        IBiginConnectionStore one = await OpenAsync(_clock);
        IBiginConnectionStore other = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", version: 1));

        (await one.TrySaveAsync(Connection("tenant", version: 2, "1000.first"))).Should().BeTrue();
        (await other.TrySaveAsync(Connection("tenant", version: 2, "1000.second"))).Should().BeFalse();

        (await other.FindAsync("tenant"))!.RefreshToken.Should().Be("1000.first");
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task Lets_one_of_32_save_a_version(long version)
    {
        IBiginConnectionStore one = await OpenAsync(_clock);
        IBiginConnectionStore other = await OpenAsync(_clock);
        if (version > 1)
        {
            await SaveAsync(Connection("tenant", version - 1));
        }

        bool[] saved = await Task.WhenAll(Enumerable.Range(0, 32).Select(i =>
            Task.Run(async () => await (i % 2 == 0 ? one : other).TrySaveAsync(Connection("tenant", version, $"1000.token.{i}")))));

        saved.Should().ContainSingle(isSaved => isSaved);
        (await one.FindAsync("tenant"))!.RefreshToken.Should().Be($"1000.token.{Array.IndexOf(saved, true)}");
    }

    [Test]
    public async Task Does_not_bring_back_what_was_deleted()
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", version: 1));

        (await store.DeleteAsync("tenant")).Should().BeTrue();
        (await store.TrySaveAsync(Connection("tenant", version: 2))).Should().BeFalse();

        (await store.FindAsync("tenant")).Should().BeNull();
        (await store.DeleteAsync("tenant")).Should().BeFalse();
        (await store.TrySaveAsync(Connection("tenant", version: 1))).Should().BeTrue("a new consent begins anew");
    }

    [Test]
    public async Task Keeps_keys_apart_to_the_letter()
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        for (int i = 0; i < Keys.Length; i++)
        {
            (await store.TrySaveAsync(Connection(Keys[i], version: 1, $"1000.token.{i}"))).Should().BeTrue($"{Keys[i]} is a key of its own");
        }

        for (int i = 0; i < Keys.Length; i++)
        {
            StoredConnection? found = await store.FindAsync(Keys[i]);
            found!.Key.Should().Be(Keys[i]);
            found.RefreshToken.Should().Be($"1000.token.{i}");
        }

        (await ListAsync(store)).Select(summary => summary.Key).Should().BeEquivalentTo(Keys);
        (await store.DeleteAsync("Tenant")).Should().BeTrue();
        (await store.FindAsync("tenant")).Should().NotBeNull();
    }

    [TestCase("tenant", "TENANT")]
    [TestCase("tenant", "tenant ")]
    [TestCase("ß", "ss")]
    [TestCase("é", "e\u0301")]
    public async Task Touches_nothing_under_a_key_that_is_only_alike(string key, string alike)
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        await SaveAsync(Connection(key, version: 1));

        (await store.FindAsync(alike)).Should().BeNull();
        (await store.TrySaveAsync(Connection(alike, version: 2, "1000.alike"))).Should().BeFalse();
        (await store.TryLockAsync(alike, Minute)).Should().BeNull();
        (await store.DeleteAsync(alike)).Should().BeFalse();
        (await store.FindAsync(key)).Should().BeEquivalentTo(Connection(key, version: 1));
    }

    [Test]
    public async Task Lists_all_without_their_tokens()
    {
        await SaveAsync(Full(version: 1));
        await SaveAsync(Connection("another", version: 1));

        ConnectionSummary[] all = await ListAsync(await OpenAsync(_clock));

        all.Should().HaveCount(2);
        all.Should().ContainSingle(summary => summary.Key == "tenant").Which.Should().BeEquivalentTo(new ConnectionSummary
        {
            Key = "tenant",
            DataCenter = "eu",
            OrganizationId = "942010964",
            OrganizationName = "Blüte & Söhne 商店",
            Status = ConnectionStatus.NeedsConsent,
            ConnectedAt = Now.AddDays(-1),
        });
    }

    [Test]
    public async Task Lists_more_than_a_few()
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        string[] keys = [.. Enumerable.Range(0, 1_001).Select(i => $"tenant-{i}")];
        foreach (string key in keys)
        {
            await store.TrySaveAsync(Connection(key, version: 1));
        }

        (await ListAsync(store)).Select(summary => summary.Key).Order(StringComparer.Ordinal).Should().Equal(keys.Order(StringComparer.Ordinal));
    }

    [Test]
    public async Task Lets_the_caller_write_while_it_lists()
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        await SaveAsync(Connection("a", version: 1));
        await SaveAsync(Connection("b", version: 1));

        await foreach (ConnectionSummary summary in store.ListAsync())
        {
            (await store.DeleteAsync(summary.Key)).Should().BeTrue();
        }

        (await ListAsync(store)).Should().BeEmpty();
    }

    [Test]
    public async Task Gives_the_lease_to_one_at_a_time()
    {
        IBiginConnectionStore one = await OpenAsync(_clock);
        IBiginConnectionStore other = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", version: 1));
        await SaveAsync(Connection("another", version: 1));

        IAsyncDisposable? lease = await one.TryLockAsync("tenant", Minute);

        lease.Should().NotBeNull();
        (await one.TryLockAsync("tenant", Minute)).Should().BeNull();
        (await other.TryLockAsync("tenant", Minute)).Should().BeNull();
        (await other.TryLockAsync("another", Minute)).Should().NotBeNull("each connection has a lease of its own");
        await lease!.DisposeAsync();
        (await other.TryLockAsync("tenant", Minute)).Should().NotBeNull("it was given back");
    }

    [Test]
    public async Task Gives_the_lease_to_one_of_32()
    {
        IBiginConnectionStore one = await OpenAsync(_clock);
        IBiginConnectionStore other = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", version: 1));

        IAsyncDisposable?[] leases = await Task.WhenAll(Enumerable.Range(0, 32).Select(i =>
            Task.Run(async () => await (i % 2 == 0 ? one : other).TryLockAsync("tenant", Minute))));

        leases.Should().ContainSingle(lease => lease != null);
    }

    [Test]
    public async Task Ends_a_lease_by_the_clock()
    {
        IBiginConnectionStore one = await OpenAsync(_clock);
        IBiginConnectionStore other = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", version: 1));
        await one.TryLockAsync("tenant", Minute); // and its holder dies

        _clock.Advance(Minute - TimeSpan.FromMilliseconds(1));
        (await other.TryLockAsync("tenant", Minute)).Should().BeNull();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        (await other.TryLockAsync("tenant", Minute)).Should().NotBeNull();
    }

    [Test]
    public async Task Does_not_let_a_late_holder_give_back_the_lease_of_the_next()
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", version: 1));
        IAsyncDisposable late = (await store.TryLockAsync("tenant", Minute))!;
        _clock.Advance(Minute);
        IAsyncDisposable next = (await store.TryLockAsync("tenant", Minute))!;

        await late.DisposeAsync();
        (await store.TryLockAsync("tenant", Minute)).Should().BeNull("the next one holds it");

        await next.DisposeAsync();
        await next.DisposeAsync();
        (await store.TryLockAsync("tenant", Minute)).Should().NotBeNull();
    }

    [Test]
    public async Task Gives_no_lease_on_what_is_not_stored()
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        (await store.TryLockAsync("tenant", Minute)).Should().BeNull();
        await SaveAsync(Connection("tenant", version: 1));
        await store.DeleteAsync("tenant");

        (await store.TryLockAsync("tenant", Minute)).Should().BeNull();
        (await store.FindAsync("tenant")).Should().BeNull();
    }

    [Test]
    public async Task Saves_under_a_lease_whoever_holds_it()
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", version: 1));
        await using IAsyncDisposable? lease = await store.TryLockAsync("tenant", Minute);

        (await store.TrySaveAsync(Connection("tenant", version: 2))).Should().BeTrue("the version alone decides");
        (await store.TryLockAsync("tenant", Minute)).Should().BeNull("a save does not end the lease");
        (await store.DeleteAsync("tenant")).Should().BeTrue();
    }

    [Test]
    public async Task Leaves_what_is_stored_as_it_is_when_the_lease_goes()
    {
        StoredConnection saved = Full(version: 1);
        IBiginConnectionStore store = await OpenAsync(_clock);
        await SaveAsync(saved);

        IAsyncDisposable lease = (await store.TryLockAsync("tenant", Minute))!;
        (await store.FindAsync("tenant")).Should().BeEquivalentTo(saved);
        await lease.DisposeAsync();

        (await store.FindAsync("tenant")).Should().BeEquivalentTo(saved);
    }

    [Test]
    public async Task Does_nothing_for_a_caller_who_has_cancelled()
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", version: 1));
        var cancelled = new CancellationToken(canceled: true);

        await ShouldBeCancelledAsync(async () => await store.FindAsync("tenant", cancelled));
        await ShouldBeCancelledAsync(async () => await store.TrySaveAsync(Connection("tenant", version: 2), cancelled));
        await ShouldBeCancelledAsync(async () => await store.DeleteAsync("tenant", cancelled));
        await ShouldBeCancelledAsync(async () => await store.TryLockAsync("tenant", Minute, cancelled));
        await ShouldBeCancelledAsync(async () => await ListAsync(store, cancelled));

        (await store.FindAsync("tenant"))!.Version.Should().Be(1);
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

    private static StoredConnection Connection(string key, long version, string refreshToken = RefreshToken) =>
        new() { Key = key, Version = version, DataCenter = "us", RefreshToken = refreshToken, ConnectedAt = Now };

    private static StoredConnection Full(long version) => new()
    {
        Key = "tenant",
        Version = version,
        DataCenter = "eu",
        RefreshToken = RefreshToken,
        AccessToken = "1000.access.0123456789abcdef",
        AccessTokenExpiresAt = Now.AddMinutes(59).AddMilliseconds(1),
        Scopes = ["ZohoBigin.org.READ", "ZohoBigin.modules.ALL"],
        OrganizationId = "942010964",
        OrganizationName = "Blüte & Söhne 商店",
        Status = ConnectionStatus.NeedsConsent,
        ConnectedAt = Now.AddDays(-1),
        RecentRefreshes = [Now.AddMilliseconds(-1), Now],
    };

    private async Task SaveAsync(StoredConnection connection) =>
        (await (await OpenAsync(_clock)).TrySaveAsync(connection)).Should().BeTrue();
}
