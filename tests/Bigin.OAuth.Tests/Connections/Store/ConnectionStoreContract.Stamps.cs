namespace Bigin.OAuth.Tests.Connections.Store;

public abstract partial class ConnectionStoreContract
{
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
}
