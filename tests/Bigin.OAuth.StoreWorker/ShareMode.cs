using System.Globalization;
using Bigin.OAuth;
using Microsoft.Extensions.DependencyInjection;

/// <summary>Adds to one connection, again and again, as other processes do at the same time.</summary>
internal static class ShareMode
{
    /// <param name="services">With the store.</param>
    /// <param name="arguments">How often to add.</param>
    /// <returns>How often a lease was given to it while another process said that it held one, which must be never.</returns>
    internal static async Task<string> RunAsync(IServiceCollection services, string[] arguments)
    {
        await using ServiceProvider provider = services.BuildServiceProvider();
        IBiginConnectionStore store = provider.GetRequiredService<IBiginConnectionStore>();

        // Without a lease: the one that loses looks again. Every addition counts, or a save was lost.
        int additions = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        for (int added = 0; added < additions;)
        {
            added += await AddAsync(store, "counted") ? 1 : 0;
        }

        // With the lease: a save by its holder is refused only if another process had the lease too.
        int overtaken = 0;
        await store.TrySaveAsync(Next(null, "leased"), null);
        for (int added = 0; added < additions;)
        {
            IAsyncDisposable? lease = await store.TryLockAsync("leased", TimeSpan.FromMinutes(10));
            if (lease is null)
            {
                await Task.Delay(1); // its holder should have the processor
                continue;
            }

            await using (lease)
            {
                overtaken += await AddAsync(store, "leased") ? 0 : 1;
                added++;
            }
        }

        return overtaken.ToString(CultureInfo.InvariantCulture);
    }

    private static async Task<bool> AddAsync(IBiginConnectionStore store, string key)
    {
        StoredConnection? stored = await store.FindAsync(key);
        return await store.TrySaveAsync(Next(stored, key), stored?.ConcurrencyStamp);
    }

    // The organization's id counts the additions.
    private static StoredConnection Next(StoredConnection? stored, string key) => new()
    {
        Key = key,
        DataCenter = "us",
        RefreshToken = "1000.refresh.refresh",
        OrganizationId = (int.Parse(stored?.OrganizationId ?? "0", CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture),
        ConnectedAt = DateTimeOffset.UnixEpoch,
    };
}
