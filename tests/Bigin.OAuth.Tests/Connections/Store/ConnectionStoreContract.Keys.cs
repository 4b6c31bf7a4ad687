namespace Bigin.OAuth.Tests.Connections.Store;

public abstract partial class ConnectionStoreContract
{
    private static readonly string[] Keys =
    [
        "tenant", "Tenant", "TENANT", "tenant ", " tenant", "tenant  ", "ténant", "te\u0301nant", "ﬁ", "fi", "İ", "i", "ı", "I", "ß", "ss",
        "商店", "😀", "😁", "a'b\"c;--", "100%", "a_b", "a\\b", "a\tb", "a\nb", "\u200Btenant", "🔑" + new string('x', 198), new string('x', 200), new string('x', 199),
    ];

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
}
