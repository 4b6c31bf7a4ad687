namespace Bigin.OAuth.FaultRun;

/// <summary>The database's store, which fails when it is told to: before or after a write has its effect, or for a while.</summary>
internal sealed class FaultyStore(IBiginConnectionStore store, Dice dice, int mostPause, Action<string> say) : IBiginConnectionStore
{
    private readonly Lock _lock = new();
    private int _before;
    private int _after;
    private long _awayUntil;
    private long _readOnlyUntil;

    /// <summary>Hears <c>before</c> or <c>after</c>: the next write fails, before its effect or after it; <c>away</c> or <c>readonly</c> with milliseconds.</summary>
    internal void Fail(string how, int number)
    {
        lock (_lock)
        {
            (_before, _after) = (_before + (how == "before" ? number : 0), _after + (how == "after" ? number : 0));
            _awayUntil = how == "away" ? RealTime.Now + number : _awayUntil;
            _readOnlyUntil = how == "readonly" ? RealTime.Now + number : _readOnlyUntil;
        }
    }

    internal void Heal()
    {
        lock (_lock)
        {
            (_before, _after, _awayUntil, _readOnlyUntil) = (0, 0, 0, 0);
        }
    }

    public async ValueTask<StoredConnection?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        await BeginAsync(key, "find", isWrite: false);
        return await store.FindAsync(key, cancellationToken);
    }

    public async ValueTask<string?> FindStampAsync(string key, CancellationToken cancellationToken = default)
    {
        await BeginAsync(key, "stamp", isWrite: false);
        return await store.FindStampAsync(key, cancellationToken);
    }

    public ValueTask<bool> TrySaveAsync(StoredConnection connection, string? expectedStamp, CancellationToken cancellationToken = default) =>
        WriteAsync(connection.Key, "save", () => store.TrySaveAsync(connection, expectedStamp, cancellationToken));

    public ValueTask<bool> TryDeleteAsync(string key, string expectedStamp, CancellationToken cancellationToken = default) =>
        WriteAsync(key, "delete", () => store.TryDeleteAsync(key, expectedStamp, cancellationToken));

    public IAsyncEnumerable<ConnectionSummary> ListAsync(CancellationToken cancellationToken = default) => store.ListAsync(cancellationToken);

    public async ValueTask<IAsyncDisposable?> TryLockAsync(string key, TimeSpan lease, CancellationToken cancellationToken = default)
    {
        await BeginAsync(key, "lock", isWrite: true);
        return await store.TryLockAsync(key, lease, cancellationToken);
    }

    private async ValueTask<bool> WriteAsync(string key, string call, Func<ValueTask<bool>> write)
    {
        await BeginAsync(key, call, isWrite: true);
        if (Take(ref _before))
        {
            throw Break(key, call, hasEffect: false);
        }

        bool failsAfter = Take(ref _after);
        bool isWritten = await write();
        return failsAfter ? throw Break(key, call, isWritten) : isWritten;
    }

    private async ValueTask BeginAsync(string key, string call, bool isWrite)
    {
        if (mostPause > 0)
        {
            int pause;
            lock (_lock)
            {
                pause = dice.Between(0, mostPause + 1);
            }

            await Task.Delay(pause);
        }

        bool isAway;
        lock (_lock)
        {
            isAway = RealTime.Now < _awayUntil || (isWrite && RealTime.Now < _readOnlyUntil);
        }

        if (isAway)
        {
            throw Break(key, call, hasEffect: false);
        }
    }

    private bool Take(ref int count)
    {
        lock (_lock)
        {
            return count > 0 && count-- > 0;
        }
    }

    private StoreFault Break(string key, string call, bool hasEffect)
    {
        say($"faulted {key} {call} {hasEffect} {RealTime.Now}");
        return new StoreFault($"The {call} {(hasEffect ? "was written, and failed" : "failed")}.");
    }
}
