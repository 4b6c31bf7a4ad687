using System.Security.Cryptography;

namespace Bigin.OAuth;

/// <summary>What this process knows of one connection: its grant, the refresh that is under way, and how long to leave Bigin alone.</summary>
internal sealed class ConnectionEntry(string key)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly object _gate = new();
    private volatile AccessGrant? _grant;
    private Task<RefreshOutcome>? _refresh;
    private RefreshOutcome? _failure;
    private DateTimeOffset _pausedUntil;
    private int _failures;

    internal string Key { get; } = key;

    internal AccessGrant? Grant => _grant;

    /// <summary>Gets the token that Bigin's API has refused though its time is not up, so that nobody takes it out of the store again.</summary>
    internal string? RefusedToken { get; private set; }

    /// <summary>Joins the refresh that is under way, or starts one. In a pause after a failure it answers that failure.</summary>
    internal Task<RefreshOutcome> RefreshAsync(Func<ConnectionEntry, Task<RefreshOutcome>> refresh, DateTimeOffset now)
    {
        lock (_gate)
        {
            return _refresh ?? (IsPaused(now) ? Task.FromResult(_failure!) : StartAsync(refresh));
        }
    }

    /// <summary>Starts a refresh ahead of time, or answers null where somebody has, or where it failed a moment ago.</summary>
    internal Task<RefreshOutcome>? TryRefreshEarlyAsync(Func<ConnectionEntry, Task<RefreshOutcome>> refresh, DateTimeOffset now)
    {
        lock (_gate)
        {
            return _refresh is null && !IsPaused(now) ? StartAsync(refresh) : null;
        }
    }

    /// <summary>Takes the grant of a new consent, whatever was there.</summary>
    internal void Replace(AccessGrant grant)
    {
        lock (_gate)
        {
            (_grant, _failures, _failure) = (grant, 0, null);
        }
    }

    /// <summary>Forgets the grant with this token, which Bigin's API has refused; a newer one stays.</summary>
    internal void Refuse(AccessToken token)
    {
        lock (_gate)
        {
            if (_grant?.Token.Reveal() == token.Reveal())
            {
                _grant = null;
            }

            RefusedToken = token.Reveal();
        }
    }

    private bool IsPaused(DateTimeOffset now) => _failure is not null && now < _pausedUntil;

    private Task<RefreshOutcome> StartAsync(Func<ConnectionEntry, Task<RefreshOutcome>> refresh)
    {
        // It serves whoever comes: nothing of the one who came first (transaction, log scope, trace) belongs into it.
        using (ExecutionContext.SuppressFlow())
        {
            _refresh = Task.Run(() => refresh(this));
        }

        return _refresh;
    }

    /// <summary>Ends the refresh that is under way, and keeps what it brought.</summary>
    internal void End(RefreshOutcome outcome, DateTimeOffset now)
    {
        lock (_gate)
        {
            _refresh = null;
            if (outcome.Grant is { } grant)
            {
                // A consent that came meanwhile has a newer version, and stays.
                _grant = _grant is { } held && held.IsUsable(now) && held.Version > grant.Version ? held : grant;
                (_failures, _failure) = (0, null);
            }
            else if (outcome.EndsTheGrant)
            {
                _grant = null;
            }
            else if (outcome.CallsForPause)
            {
                TimeSpan pause = Pause(_failures++);
                _pausedUntil = now + (outcome.Error?.RetryAfter is { } asked && asked > pause ? Shorter(asked, LongestPause) : pause);
                _failure = outcome;
            }
        }
    }

    // Doubled from a second to five minutes; jittered by a quarter, so that processes that failed together don't come back together.
    private static TimeSpan Pause(int failures)
    {
        TimeSpan pause = Shorter(ShortestPause * Math.Pow(2, Math.Min(failures, 16)), LongestPause);
        return pause * (1 - (RandomNumberGenerator.GetInt32(250) / 1000.0));
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
