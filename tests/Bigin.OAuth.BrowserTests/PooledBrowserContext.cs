using System.Collections.Concurrent;

namespace Bigin.OAuth.BrowserTests;

/// <summary>The cookies and tabs of one person. Disposing closes the tabs, clears the cookies, and returns the context to its pool.</summary>
internal sealed class PooledBrowserContext : IAsyncDisposable
{
    private readonly ConcurrentBag<PooledBrowserContext> _pool;
    private readonly IPage _keepAlivePage;

    private PooledBrowserContext(IBrowserContext context, IPage keepAlivePage, ConcurrentBag<PooledBrowserContext> pool) =>
        (Context, _keepAlivePage, _pool) = (context, keepAlivePage, pool);

    internal IBrowserContext Context { get; }

    // With its last tab the process of a context ends. To start one takes longer than most tests need for all of their pages, so one tab stays.
    internal static async Task<PooledBrowserContext> StartAsync(IBrowserContext context, ConcurrentBag<PooledBrowserContext> pool) => new(context, await context.NewPageAsync(), pool);

    internal Task<IPage> NewPageAsync() => Context.NewPageAsync();

    public ValueTask DisposeAsync()
    {
        // Nothing waits for it: a page that is about to show another may never close (https://github.com/microsoft/playwright/issues/42068).
        // Until it has closed, no test gets this context.
        _ = EmptyAsync();
        return ValueTask.CompletedTask;
    }

    private async Task EmptyAsync()
    {
        try
        {
            await Task.WhenAll(Context.Pages.Where(page => page != _keepAlivePage).Select(page => page.CloseAsync()));
            await Context.ClearCookiesAsync();
            _pool.Add(this);
        }
        catch (PlaywrightException exception)
        {
            await TestContext.Progress.WriteLineAsync($"A browser context was not emptied, so no other test gets it: {exception.Message}");
        }
    }
}
