using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Bigin.OAuth;

/// <summary>What this process knows of one connection: its grant, the refresh that is under way, and how long to leave Bigin alone.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim holds nothing to dispose of before someone asks for its wait handle.")]
internal sealed class ConnectionEntry(string key)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    // Zoho blocks for ten minutes, so a server that asks for that long is right. One that asks for a day is not.
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    // Nothing was sent, so there is nobody to spare. A new consent, also one in another process, brings a new budget.
    private static readonly TimeSpan BudgetPause = TimeSpan.FromSeconds(30);

    // Callers who were on their way when the pause began have read the clock before.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private readonly SemaphoreSlim _changes = new(1, 1);
    private readonly HashSet<string> _refusedTokens = new(StringComparer.Ordinal);
    private volatile AccessGrant? _grant;
    private Task<RefreshOutcome>? _refresh;
    private bool _isReplaced;
    private RefreshOutcome? _failure;
    private DateTimeOffset _pausedFrom;
    private DateTimeOffset _pausedUntil;
    private int _failures;

    internal string Key { get; } = key;

    internal AccessGrant? Grant => _grant;

    /// <summary>Says whether Bigin's API has refused a token though its time is not up, so that nobody takes it out of the store again.</summary>
    internal bool HasRefused(AccessToken token)
    {
        lock (_gate)
        {
            return _refusedTokens.Contains(token.Reveal());
        }
    }

    /// <summary>Runs what connects or disconnects alone, so that the grant that is held here comes from the last save.</summary>
    internal async Task<T> ChangeAsync<T>(Func<Task<T>> change)
    {
        await _changes.WaitAsync().ConfigureAwait(false);
        try
        {
            return await change().ConfigureAwait(false);
        }
        finally
        {
            _changes.Release();
        }
    }

    /// <summary>Joins the refresh that is under way, or starts one. In a pause after a failure it answers that failure.</summary>
    internal Task<RefreshOutcome> RefreshAsync(Func<ConnectionEntry, Task<RefreshOutcome>> refresh, DateTimeOffset now)
    {
        lock (_gate)
        {
            // Another caller's refresh may have ended since this one looked.
            return _grant is { } grant && grant.IsUsable(now) ? Task.FromResult(RefreshOutcome.Granted(grant))
                : _refresh ?? (IsPaused(now) ? Task.FromResult(_failure!) : StartAsync(refresh));
        }
    }

    /// <summary>Starts a refresh ahead of time, or answers null where somebody has, or where it failed a moment ago.</summary>
    internal Task<RefreshOutcome>? TryRefreshEarlyAsync(Func<ConnectionEntry, Task<RefreshOutcome>> refresh, AccessGrant due, DateTimeOffset now)
    {
        lock (_gate)
        {
            return _refresh is null && _grant == due && !IsPaused(now) ? StartAsync(refresh) : null;
        }
    }

    /// <summary>Takes the grant of a new consent, or none where the connection has ended, whatever a refresh that is under way will bring.</summary>
    internal void Replace(AccessGrant? grant)
    {
        lock (_gate)
        {
            (_grant, _isReplaced, _failures, _failure) = (grant, true, 0, null);
        }
    }

    /// <summary>Forgets the grant with this token, which Bigin's API has refused. While another is held the answer came late and says nothing of it.</summary>
    internal void Refuse(AccessToken token)
    {
        lock (_gate)
        {
            if (_grant is { } grant)
            {
                if (grant.Token.Reveal() != token.Reveal())
                {
                    return;
                }

                _grant = null;
                _refusedTokens.Clear();
            }

            // Where no grant is held the store may have this one or another that was refused, and nobody knows which is older.
            _refusedTokens.Add(token.Reveal());
        }
    }

    private bool IsPaused(DateTimeOffset now) => _failure is not null && now < _pausedUntil && now > _pausedFrom - Tolerance;

    private Task<RefreshOutcome> StartAsync(Func<ConnectionEntry, Task<RefreshOutcome>> refresh)
    {
        _isReplaced = false;

        // It serves whoever comes: nothing of the one who came first (transaction, log scope, trace) belongs into it.
        if (ExecutionContext.IsFlowSuppressed())
        {
            return _refresh = Task.Run(() => refresh(this));
        }

        using (ExecutionContext.SuppressFlow())
        {
            return _refresh = Task.Run(() => refresh(this));
        }
    }

    /// <summary>Ends the refresh that is under way, and keeps what it brought.</summary>
    internal void End(RefreshOutcome outcome, DateTimeOffset now)
    {
        lock (_gate)
        {
            _refresh = null;
            if (_isReplaced)
            {
                return; // what was refreshed is not what is connected now
            }

            if (outcome.Grant is { } grant)
            {
                (_grant, _failures, _failure) = (grant, 0, null);
            }
            else if (outcome.EndsTheGrant)
            {
                _grant = null;
            }
            else if (outcome.CallsForPause)
            {
                (_failure, _pausedFrom, _pausedUntil) = (outcome, now, now + PauseAfter(outcome));
            }
        }
    }

    private TimeSpan PauseAfter(RefreshOutcome outcome)
    {
        if (outcome.IsBudgetExhausted)
        {
            return BudgetPause;
        }

        TimeSpan pause = Pause(_failures++);
        return outcome.Error?.RetryAfter is { } asked && asked > pause ? Shorter(asked, LongestRetryAfter) : pause;
    }

    // Doubled from a second to five minutes; jittered by a quarter, so that processes that failed together don't come back together.
    private static TimeSpan Pause(int failures)
    {
        TimeSpan pause = Shorter(ShortestPause * Math.Pow(2, Math.Min(failures, 16)), LongestPause);
        return pause * (1 - (RandomNumberGenerator.GetInt32(250) / 1000.0));
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
