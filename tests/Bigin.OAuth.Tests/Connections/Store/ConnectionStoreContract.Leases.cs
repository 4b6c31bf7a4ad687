namespace Bigin.OAuth.Tests.Connections.Store;

public abstract partial class ConnectionStoreContract
{
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
}
