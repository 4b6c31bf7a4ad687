namespace Bigin.OAuth.Benchmarks.Connections;

/// <summary>The same behind a lock, without another look once it is taken: each caller that has waited refreshes again.</summary>
internal sealed class QueuedToken(HttpClient http, TimeProvider clock) : UnguardedToken(http, clock), IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public void Dispose() => _turn.Dispose();

    internal override async Task<string> GetAsync()
    {
        if (IsFresh)
        {
            return Token;
        }

        await _turn.WaitAsync();
        try
        {
            return await RefreshAsync();
        }
        finally
        {
            _turn.Release();
        }
    }
}
