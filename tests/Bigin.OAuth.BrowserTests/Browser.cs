using System.Collections.Concurrent;

namespace Bigin.OAuth.BrowserTests;

/// <summary>The browser of one person: cookies and tabs. When it is closed, another person gets it without both.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly ConcurrentBag<Browser> _unused;
    private readonly IPage _first;

    private Browser(IBrowserContext context, IPage first, ConcurrentBag<Browser> unused) => (Context, _first, _unused) = (context, first, unused);

    internal IBrowserContext Context { get; }

    // With its last tab the process of a browser ends, and to start one takes longer than most tests need for all of their pages. So the first tab stays.
    internal static async Task<Browser> StartAsync(IBrowserContext context, ConcurrentBag<Browser> unused) => new(context, await context.NewPageAsync(), unused);

    public ValueTask DisposeAsync()
    {
        // Nothing waits for it: a page that is on its way somewhere may not close before it is there. Until then no test gets this browser.
        _ = EmptyAsync();
        return ValueTask.CompletedTask;
    }

    private async Task EmptyAsync()
    {
        foreach (IPage page in Context.Pages.Where(page => page != _first).ToArray())
        {
            await page.CloseAsync();
        }

        await Context.ClearCookiesAsync();
        _unused.Add(this);
    }
}
