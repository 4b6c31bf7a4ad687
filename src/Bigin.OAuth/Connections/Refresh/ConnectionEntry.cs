namespace Bigin.OAuth;

/// <summary>What this process knows of one connection: its token, the refresh that is under way, and how long not to ask Bigin.</summary>
/// <param name="key">The key of the connection.</param>
/// <param name="refresher">Renews the token.</param>
/// <param name="onRefreshEnded">Runs when a refresh of this entry has ended.</param>
internal sealed class ConnectionEntry(string key, ConnectionRefresher refresher, Action<ConnectionEntry> onRefreshEnded)
{
    private readonly object _gate = new();
    private readonly RefreshBackoff _backoff = new(refresher.Jitter);
    private readonly RefusedTokens _refused = new();
    private volatile CachedAccessToken? _token;
    private Task<RefreshOutcome>? _refresh;
    private RefreshKind _refreshKind;
    private int _refreshesUnderWay; // those of a grant before included, whose callers are still to be answered
    private int _generation; // one more with each connect and disconnect: what a refresh of an older one brings is not kept
    private int _lastChange;
    private int _changesUnderWay;
    private bool _isDropped;

    internal string Key { get; } = key;

    internal CachedAccessToken? Token => _token;

    internal RecheckSchedule Recheck { get; } = new();

    /// <summary>Gets or sets the grant of which Bigin said that no scope of it allows to read the organization.</summary>
    /// <remarks>Not locked: a read that comes between two halves of a write costs one needless request.</remarks>
    internal GrantFingerprint? GrantWithoutOrganization { get; set; }

    /// <summary>Gets the token, or joins or starts a refresh. In a back-off it gets the failure, or what the row has by now.</summary>
    /// <returns>Null where this entry was dropped, so that another one has to be taken.</returns>
    internal Task<RefreshOutcome>? TryGetAsync(DateTimeOffset now)
    {
        lock (_gate)
        {
            return _isDropped ? null
                : _token is { } token && token.IsUsable(now) ? Task.FromResult(RefreshOutcome.Found(token))
                : _refresh
                ?? (!_backoff.IsActive(now) ? StartAsync(RefreshKind.IfNeeded)
                : _backoff.TryBeginRead(now) ? StartAsync(RefreshKind.FromStoreOnly)
                : Task.FromResult(_backoff.Failure!));
        }
    }

    /// <summary>Starts a refresh ahead of time, or returns null where another caller has, or where it failed a moment ago.</summary>
    internal Task<RefreshOutcome>? TryRefreshEarlyAsync(CachedAccessToken due, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_refresh is not null || _token != due || _isDropped || _backoff.IsActive(now))
            {
                return null;
            }

            Recheck.NoteChecked(now);
            return StartAsync(RefreshKind.IfNeeded);
        }
    }

    /// <summary>Starts a refresh that asks Bigin in any case, or returns the refresh to wait for before that.</summary>
    /// <returns>Null where this entry was dropped.</returns>
    internal Task<RefreshOutcome>? TryRefreshAlwaysAsync(out bool isStarted)
    {
        lock (_gate)
        {
            isStarted = _refresh is null || _refreshKind is RefreshKind.Always;
            return _isDropped ? null : _refresh ?? StartAsync(RefreshKind.Always);
        }
    }

    /// <summary>Takes note of a consent or an end of the connection that this process is about to store.</summary>
    /// <returns>What to end it with, or null where this entry was dropped.</returns>
    internal int? TryBeginChange()
    {
        lock (_gate)
        {
            if (_isDropped)
            {
                return null;
            }

            Interlocked.Increment(ref _changesUnderWay);
            return ++_lastChange;
        }
    }

    /// <summary>Ends a change that stored nothing.</summary>
    internal void CancelChange() => Interlocked.Decrement(ref _changesUnderWay);

    /// <summary>Takes the token of a new consent, or none where the connection has ended. A refresh that is under way no longer
    /// counts.</summary>
    internal void EndChange(int change, CachedAccessToken? token)
    {
        lock (_gate)
        {
            // Of two changes at once only the store knows which came last.
            bool isOnlyOne = Interlocked.Decrement(ref _changesUnderWay) == 0 && change == _lastChange;
            _generation++;
            _refresh = null;
            _backoff.End();
            _refused.ForgetTokens();
            SetToken(isOnlyOne ? token : null);
        }
    }

    /// <summary>Ends a check: the token stays, or another one or none takes its place.</summary>
    internal void EndCheck(CachedAccessToken before, CachedAccessToken? after)
    {
        lock (_gate)
        {
            Recheck.End();
            if (_token == before && after != before)
            {
                SetToken(after);
            }
        }
    }

    internal bool IsRefused(string token)
    {
        lock (_gate)
        {
            return _refused.Contains(token);
        }
    }

    /// <summary>Takes note that Bigin's API refused a token at an address.</summary>
    /// <returns>True when there is, or may be had, another token to try.</returns>
    internal bool NoteRefused(CachedAccessToken refused, string address)
    {
        string token = refused.Token.Reveal();
        lock (_gate)
        {
            if (_token is { } current && current.Token.Reveal() != token)
            {
                return true; // the refusal came late, and says nothing of the token that is given out now
            }

            if (!_refused.TryAdd(token, address, refresher.GetUtcNow()))
            {
                return false;
            }

            _token = null;
            return true;
        }
    }

    /// <summary>Gives a refused token out again, because no other may be asked for now.</summary>
    internal void AcceptAgain(string token)
    {
        lock (_gate)
        {
            _refused.Accept(token);
        }
    }

    /// <summary>Takes note that an address accepted a token.</summary>
    internal void NoteAccepted(Uri address)
    {
        if (_refused.IsEmpty)
        {
            return;
        }

        lock (_gate)
        {
            _refused.AcceptAt(address.AbsolutePath);
        }
    }

    /// <summary>Drops the entry where nothing of it is needed any longer, so that keys from the outside can't fill the memory.</summary>
    internal bool TryDrop(DateTimeOffset now)
    {
        lock (_gate)
        {
            bool isIdle = _refreshesUnderWay == 0 && _changesUnderWay == 0 && !Recheck.IsUnderWay;
            return _isDropped = _isDropped
                || (isIdle && _token?.IsUsable(now) != true && !_backoff.IsActive(now) && !_refused.IsNeeded(now));
        }
    }

    private Task<RefreshOutcome> StartAsync(RefreshKind kind)
    {
        int generation = _generation;
        _refreshKind = kind;
        _refreshesUnderWay++;
        return _refresh = refresher.StartAsync(this, kind, outcome => EndAsync(outcome, kind, generation));
    }

    /// <summary>Ends the refresh that was under way, and keeps what it brought.</summary>
    private Task<RefreshOutcome> EndAsync(RefreshOutcome outcome, RefreshKind kind, int generation)
    {
        DateTimeOffset now = refresher.GetUtcNow();
        Task<RefreshOutcome> result;
        lock (_gate)
        {
            if (generation != _generation)
            {
                // A consent or an end came meanwhile, and what was refreshed, or failed, is not what is connected now.
                result = TryGetAsync(now)!;
            }
            else
            {
                result = Task.FromResult(Keep(outcome, kind, now));
            }

            _refreshesUnderWay--;
        }

        onRefreshEnded(this);
        return result;
    }

    private RefreshOutcome Keep(RefreshOutcome outcome, RefreshKind kind, DateTimeOffset now)
    {
        _refresh = null;
        if (outcome.Token is { } token)
        {
            _backoff.End();
            SetToken(token);
        }
        else if (!outcome.CallsForBackoff)
        {
            _backoff.End(); // the row itself says why
            _token = outcome.EndsToken ? null : _token;
        }
        else if (kind is RefreshKind.FromStoreOnly)
        {
            return _backoff.Failure ?? outcome; // the row had nothing new, so the failure is still that of the refresh
        }
        else
        {
            _backoff.Begin(outcome, now);
        }

        return outcome;
    }

    private void SetToken(CachedAccessToken? token)
    {
        _token = token;
        if (token is not null)
        {
            _refused.SetCurrent(token.Token.Reveal(), token.Grant);
            Recheck.NoteChecked(token.CheckedAt);
        }
    }
}
