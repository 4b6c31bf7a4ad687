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
    public async Task Writes_the_stamp_of_each_save_unchanged()
    {
        StoredConnection first = Connection("tenant", stamp: null);
        await SaveAsync(first);
        IBiginConnectionStore store = await OpenAsync(_clock);
        (await store.FindStampAsync("tenant")).Should().Be(first.ConcurrencyStamp).And.HaveLength(32);

        StoredConnection second = Connection("tenant", stamp: null);
        await SaveAsync(second, first.ConcurrencyStamp);

        (await store.FindStampAsync("tenant")).Should().Be(second.ConcurrencyStamp).And.NotBe(first.ConcurrencyStamp);
        (await store.FindAsync("tenant"))!.ConcurrencyStamp.Should().Be(second.ConcurrencyStamp);
    }

    [TestCase("another")]
    [TestCase("ONE")]
    [TestCase("")]
    [TestCase(null)]
    public async Task Refuses_a_save_that_was_decided_on_another_state_of_the_row(string? expectedStamp)
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", "one"));

        (await store.TrySaveAsync(Connection("tenant", "two", "1000.too.late"), expectedStamp)).Should().BeFalse();

        (await store.FindAsync("tenant")).Should().BeEquivalentTo(Connection("tenant", "one"));
    }

    [Test]
    public async Task Refuses_a_save_over_a_row_that_does_not_exist()
    {
        IBiginConnectionStore store = await OpenAsync(_clock);

        (await store.TrySaveAsync(Connection("tenant", "two"), "one")).Should().BeFalse();

        (await store.FindAsync("tenant")).Should().BeNull();
    }

    [Test]
    public async Task Loses_no_update_of_two_who_read_the_same()
    {
        IBiginConnectionStore one = await OpenAsync(_clock);
        IBiginConnectionStore other = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", "read"));

        (await one.TrySaveAsync(Connection("tenant", "first", "1000.first"), "read")).Should().BeTrue();
        (await other.TrySaveAsync(Connection("tenant", "second", "1000.second"), "read")).Should().BeFalse();

        (await other.FindAsync("tenant"))!.RefreshToken.Should().Be("1000.first");
    }

    [TestCase(null)]
    [TestCase("read")]
    public async Task Lets_one_of_32_save_over_one_state_of_the_row(string? expectedStamp)
    {
        IBiginConnectionStore one = await OpenAsync(_clock);
        IBiginConnectionStore other = await OpenAsync(_clock);
        if (expectedStamp is not null)
        {
            await SaveAsync(Connection("tenant", expectedStamp));
        }

        bool[] saved = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(async () =>
            await (i % 2 == 0 ? one : other).TrySaveAsync(Connection("tenant", $"stamp {i}", $"1000.token.{i}"), expectedStamp))));

        saved.Should().ContainSingle(isSaved => isSaved);
        (await one.FindAsync("tenant"))!.RefreshToken.Should().Be($"1000.token.{Array.IndexOf(saved, true)}");
    }

    [TestCase(null)]
    [TestCase("read")]
    public async Task Confirms_a_save_that_is_repeated_because_its_answer_was_lost(string? expectedStamp)
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        if (expectedStamp is not null)
        {
            await SaveAsync(Connection("tenant", expectedStamp));
        }

        StoredConnection saved = Connection("tenant", "saved", "1000.saved");
        await SaveAsync(saved, expectedStamp);

        (await store.TrySaveAsync(saved, expectedStamp)).Should().BeTrue();
        (await store.FindAsync("tenant")).Should().BeEquivalentTo(saved);

        await SaveAsync(Connection("tenant", "newer", "1000.newer"), "saved");
        (await store.TrySaveAsync(saved, expectedStamp)).Should().BeFalse("another save came after it");
        (await store.FindAsync("tenant"))!.RefreshToken.Should().Be("1000.newer");
    }

    [Test]
    public async Task Does_not_bring_back_what_was_deleted()
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", "one"));

        (await store.TryDeleteAsync("tenant", "one")).Should().BeTrue();
        (await store.TrySaveAsync(Connection("tenant", "two"), "one")).Should().BeFalse();

        (await store.FindAsync("tenant")).Should().BeNull();
        (await store.FindStampAsync("tenant")).Should().BeNull();
        (await store.TryDeleteAsync("tenant", "one")).Should().BeFalse();
    }

    [Test]
    public async Task Takes_a_row_that_was_created_again_for_another_one()
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        StoredConnection first = Connection("tenant", stamp: null);
        await SaveAsync(first);
        await store.TryDeleteAsync("tenant", first.ConcurrencyStamp);
        StoredConnection again = Connection("tenant", stamp: null, "1000.new.consent");
        await SaveAsync(again);

        (await store.TrySaveAsync(Connection("tenant", "late", "1000.late"), first.ConcurrencyStamp)).Should().BeFalse();
        (await store.TryDeleteAsync("tenant", first.ConcurrencyStamp)).Should().BeFalse();

        (await store.FindAsync("tenant")).Should().BeEquivalentTo(again);
    }

    [TestCase("another")]
    [TestCase("TWO")]
    [TestCase("one")]
    public async Task Refuses_a_deletion_that_was_decided_on_another_state_of_the_row(string expectedStamp)
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", "one"));
        await SaveAsync(Connection("tenant", "two"), "one");

        (await store.TryDeleteAsync("tenant", expectedStamp)).Should().BeFalse();

        (await store.FindAsync("tenant")).Should().BeEquivalentTo(Connection("tenant", "two"));
        (await store.TryDeleteAsync("tenant", "two")).Should().BeTrue();
    }

    [Test]
    public async Task Lets_one_of_32_delete()
    {
        IBiginConnectionStore one = await OpenAsync(_clock);
        IBiginConnectionStore other = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", "one"));

        bool[] deleted = await Task.WhenAll(Enumerable.Range(0, 32).Select(i =>
            Task.Run(async () => await (i % 2 == 0 ? one : other).TryDeleteAsync("tenant", "one"))));

        deleted.Should().ContainSingle(isDeleted => isDeleted);
    }

    [Test]
    public async Task Keeps_keys_apart_that_differ_in_any_character()
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        for (int i = 0; i < Keys.Length; i++)
        {
            (await store.TrySaveAsync(Connection(Keys[i], "one", $"1000.token.{i}"), expectedStamp: null)).Should().BeTrue($"{Keys[i]} is a key of its own");
        }

        for (int i = 0; i < Keys.Length; i++)
        {
            StoredConnection? found = await store.FindAsync(Keys[i]);
            found!.Key.Should().Be(Keys[i]);
            found.RefreshToken.Should().Be($"1000.token.{i}");
        }

        (await ListAsync(store)).Select(summary => summary.Key).Should().BeEquivalentTo(Keys);
        (await store.TryDeleteAsync("Tenant", "one")).Should().BeTrue();
        (await store.FindAsync("tenant")).Should().NotBeNull();
    }

    [TestCase("tenant", "TENANT")]
    [TestCase("tenant", "tenant ")]
    [TestCase("ß", "ss")]
    [TestCase("é", "e\u0301")]
    public async Task Touches_nothing_under_a_key_that_is_only_alike(string key, string alike)
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        await SaveAsync(Connection(key, "one"));

        (await store.FindAsync(alike)).Should().BeNull();
        (await store.FindStampAsync(alike)).Should().BeNull();
        (await store.TrySaveAsync(Connection(alike, "two", "1000.alike"), "one")).Should().BeFalse();
        (await store.TryLockAsync(alike, Minute)).Should().BeNull();
        (await store.TryDeleteAsync(alike, "one")).Should().BeFalse();
        (await store.FindAsync(key)).Should().BeEquivalentTo(Connection(key, "one"));
    }

    [Test]
    public async Task Lists_all_without_their_tokens()
    {
        await SaveAsync(Full("one"));
        await SaveAsync(Connection("another", "one"));

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
            await store.TrySaveAsync(Connection(key, "one"), expectedStamp: null);
        }

        (await ListAsync(store)).Select(summary => summary.Key).Order(StringComparer.Ordinal).Should().Equal(keys.Order(StringComparer.Ordinal));
    }

    [Test]
    public async Task Lets_the_caller_write_while_it_lists()
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        await SaveAsync(Connection("a", "one"));
        await SaveAsync(Connection("b", "one"));

        await foreach (ConnectionSummary summary in store.ListAsync())
        {
            (await store.TryDeleteAsync(summary.Key, "one")).Should().BeTrue();
        }

        (await ListAsync(store)).Should().BeEmpty();
    }

    [Test]
    public async Task Gives_the_lease_to_one_at_a_time()
    {
        IBiginConnectionStore one = await OpenAsync(_clock);
        IBiginConnectionStore other = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", "one"));
        await SaveAsync(Connection("another", "one"));

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
        await SaveAsync(Connection("tenant", "one"));

        IAsyncDisposable?[] leases = await Task.WhenAll(Enumerable.Range(0, 32).Select(i =>
            Task.Run(async () => await (i % 2 == 0 ? one : other).TryLockAsync("tenant", Minute))));

        leases.Should().ContainSingle(lease => lease != null);
    }

    [Test]
    public async Task Ends_a_lease_by_the_clock()
    {
        IBiginConnectionStore one = await OpenAsync(_clock);
        IBiginConnectionStore other = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", "one"));
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
        await SaveAsync(Connection("tenant", "one"));
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
        await SaveAsync(Connection("tenant", "one"));
        await store.TryDeleteAsync("tenant", "one");

        (await store.TryLockAsync("tenant", Minute)).Should().BeNull();
        (await store.FindAsync("tenant")).Should().BeNull();
    }

    [Test]
    public async Task Takes_a_lease_that_ends_later_than_twice_its_length_for_that_of_a_wrong_clock()
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", "one"));
        IAsyncDisposable late = (await store.TryLockAsync("tenant", 3 * Minute))!;

        (await store.TryLockAsync("tenant", 1.5 * Minute)).Should().BeNull("it ends no later than twice the length");
        (await store.TryLockAsync("tenant", (1.5 * Minute) - TimeSpan.FromMilliseconds(1))).Should().NotBeNull();

        await late.DisposeAsync();
        (await store.TryLockAsync("tenant", Minute)).Should().BeNull("the next one holds it");
    }

    [Test]
    public async Task Saves_and_deletes_by_the_stamp_also_where_another_holds_the_lease()
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", "one"));
        await using IAsyncDisposable? lease = await store.TryLockAsync("tenant", Minute);

        (await store.TrySaveAsync(Connection("tenant", "two"), "one")).Should().BeTrue();
        (await store.TryDeleteAsync("tenant", "two")).Should().BeTrue();
    }

    [Test]
    public async Task Keeps_the_lease_over_a_save_of_the_same_consent()
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", "one"));
        IAsyncDisposable lease = (await store.TryLockAsync("tenant", Minute))!;

        await SaveAsync(Connection("tenant", "two", "1000.other"), "one");

        (await store.TryLockAsync("tenant", Minute)).Should().BeNull();
        await lease.DisposeAsync();
        (await store.TryLockAsync("tenant", Minute)).Should().NotBeNull("its holder gave it back");
    }

    [Test]
    public async Task Ends_the_lease_with_a_save_of_another_consent()
    {
        IBiginConnectionStore store = await OpenAsync(_clock);
        await SaveAsync(Connection("tenant", "one"));
        IAsyncDisposable late = (await store.TryLockAsync("tenant", Minute))!;

        await SaveAsync(Connection("tenant", "two", connectedAt: Now.AddMilliseconds(1)), "one");

        (await store.TryLockAsync("tenant", Minute)).Should().NotBeNull("the consent is a new one");
        await late.DisposeAsync();
        (await store.TryLockAsync("tenant", Minute)).Should().BeNull("the lease of the next isn't given back by the former holder");
    }

    [Test]
    public async Task Leaves_what_is_stored_as_it_is_when_the_lease_comes_and_goes()
    {
        StoredConnection saved = Full("one");
        IBiginConnectionStore store = await OpenAsync(_clock);
        await SaveAsync(saved);

        IAsyncDisposable lease = (await store.TryLockAsync("tenant", Minute))!;
        (await store.FindStampAsync("tenant")).Should().Be("one");
        (await store.FindAsync("tenant")).Should().BeEquivalentTo(saved);
        await lease.DisposeAsync();

        (await store.FindStampAsync("tenant")).Should().Be("one");
        (await store.FindAsync("tenant")).Should().BeEquivalentTo(saved);
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
        ConnectedAt = Now.AddDays(-1),
        RecentRefreshes = [Now.AddMilliseconds(-1), Now],
    };

    private async Task SaveAsync(StoredConnection connection, string? expectedStamp = null) =>
        (await (await OpenAsync(_clock)).TrySaveAsync(connection, expectedStamp)).Should().BeTrue();
}
