using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.FaultRun;

/// <summary>Reads the journal of the emulator and the history of the database in an order that lets them be compared, and checks both.</summary>
internal sealed class Audit
{
    private readonly TokenUses _uses = new();
    private readonly History _history;
    private readonly Ledger _ledger;

    internal Audit(BiginEmulator emulator, History history, Ledger ledger, Checks checks, SharedClock clock, Story story)
    {
        (_history, _ledger) = (history, ledger);
        Journal = new JournalReader(emulator, checks, clock, story, _uses);
        Refreshes = new RefreshAudit(ledger, checks, clock, Journal, _uses);
        Rows = new RowAudit(ledger, checks, story, Journal, _uses, Refreshes);
    }

    internal JournalReader Journal { get; }

    internal RefreshAudit Refreshes { get; }

    internal RowAudit Rows { get; }

    /// <summary>Looks at what came since the last time. What depends on a word of a worker waits for the next time, and for the end at the latest.</summary>
    internal async Task LookAsync(bool isLast = false)
    {
        // A refresh is counted before its request is sent, so a history that is read after the journal has the counting of every request in it.
        Journal.Read();
        Dictionary<string, int> requests = _uses.CountRequests();
        IReadOnlyList<RowChange> changes = await _history.ReadAsync();

        // A token is refused before its refresh is counted, so a journal that is read after the history has the refusal of every token in it.
        Journal.Read();
        foreach (RowChange change in changes)
        {
            Rows.Read(change);
        }

        Refreshes.CheckCounted(requests);
        Refreshes.CheckKept(isLast);
        Rows.CheckConsents(isLast);
        if (isLast)
        {
            Refreshes.CheckBudgets();
        }
    }

    /// <summary>Checks that no call used a grant that had left its row.</summary>
    internal void CheckCalls(StaleUse stale)
    {
        foreach ((string call, string accessToken) in Journal.Calls)
        {
            if (_ledger.ApiCalls.TryGetValue(call, out (string Worker, string Key, long StartedAt) made) && _ledger.AccessTokens.TryGetValue(accessToken, out string? token))
            {
                stale.Check(new GivenToken(made.Worker, made.Key, made.StartedAt, token), "sent");
            }
        }

        foreach (GivenToken given in _ledger.Given)
        {
            stale.Check(given, "given out");
        }
    }
}
