namespace Bigin.OAuth.Tests.Connections;

[NonParallelizable]
[TestOf(typeof(BiginConnections))]
public sealed class A_fresh_token_allocates_nothing
{
    private const int Lookups = 10_000;

    private static readonly int Keys = SuiteSize.Choose(representative: 10_000, full: 100_000);

    [Test]
    public async Task For_one_key()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        host.Emulator.Clock.Stop(); // no check for changes is due, however long it takes
        await host.ConnectAsync();

        Enumerable.Range(0, 7).Min(_ => BytesFor(host.Connections, [ConnectionHost.Key])).Should().Be(0);
    }

    [Test]
    public async Task For_one_of_many_keys()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        host.Emulator.Clock.Stop(); // no check for changes is due, however long it takes
        await host.ConnectAsync();
        StoredConnection row = await host.RowAsync();
        string[] keys = [.. Enumerable.Range(0, Keys).Select(i => $"tenant {i}")];
        foreach (string key in keys)
        {
            await host.Store.TrySaveAsync(new StoredConnection
            {
                Key = key,
                DataCenter = row.DataCenter,
                RefreshToken = row.RefreshToken,
                AccessToken = row.AccessToken,
                AccessTokenExpiresAt = row.AccessTokenExpiresAt,
                ConnectedAt = row.ConnectedAt,
            }, expectedStamp: null);
            await host.Connections.GetAccessTokenAsync(key);
        }

        Enumerable.Range(0, 7).Min(_ => BytesFor(host.Connections, keys)).Should().Be(0);
        host.Refreshes.Should().BeEmpty();
    }

    private static long BytesFor(BiginConnections connections, string[] keys)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Lookups; i++)
        {
            ValueTask<AccessToken> token = connections.GetAccessTokenAsync(keys[i % keys.Length]);
            GC.KeepAlive(token.IsCompletedSuccessfully ? token.Result : throw new InvalidOperationException("It is not fresh."));
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
