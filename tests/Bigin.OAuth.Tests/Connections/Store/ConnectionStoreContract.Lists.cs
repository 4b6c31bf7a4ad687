namespace Bigin.OAuth.Tests.Connections.Store;

public abstract partial class ConnectionStoreContract
{
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
        await SaveManyAsync(store, ManyKeys);

        IEnumerable<string> keys = Enumerable.Range(0, ManyKeys).Select(i => $"tenant-{i}");
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
}
