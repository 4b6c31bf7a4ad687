namespace Bigin.OAuth.FaultRun;

/// <summary>All that must hold. docs/quality/fault-run.md says what each means exactly.</summary>
internal sealed class Checks(Action<string> report)
{
    internal Check CodesOnce { get; } = new("no code is sent twice", report);

    internal Check CountedFirst { get; } = new("each refresh was counted in the row before it was sent", report);

    internal Check Needed { get; } = new("no refresh while the row held a good access token", report);

    internal Check Kept { get; } = new("an access token that arrived is kept, not asked for again", report);

    internal Check Budget { get; } = new("at most ten token requests for a refresh token in ten minutes", report);

    internal Check Issued { get; } = new("a stored refresh token is one that was issued to this key, and none that was replaced", report);

    internal Check Mixed { get; } = new("a stored access token was made from the refresh token beside it", report);

    internal Check Organization { get; } = new("a connection is one to its own organization", report);

    internal Check Stamps { get; } = new("each save has a stamp of its own", report);

    internal Check Consent { get; } = new("only what was revoked needs consent", report);

    internal Check Lost { get; } = new("a refresh token that was not revoked still works, one that was does not", report);

    internal Check Left { get; } = new("a refresh token that lives is in a row, or was left by a documented choice", report);

    internal Check Said { get; } = new("each refresh token that is left is named in a log", report);

    internal Check Winner { get; } = new("no refresh token is revoked while it is in the row, but by a disconnect", report);

    internal Check Deleted { get; } = new("no row is deleted whose refresh token lives, but by ForgetAsync", report);

    internal Check Moved { get; } = new("a key moves to another organization only where that was allowed", report);

    internal Check Stale { get; } = new("no call uses a grant that left the row longer ago than the recheck interval", report);

    internal Check Operations { get; } = new("each operation ends, and what it says is true", report);

    internal Check Settled { get; } = new("without faults every connection works again, or says that it needs consent", report);

    internal Check Strangers { get; } = new("nothing is sent to an unknown server", report);

    internal Check Secrets { get; } = new("no secret is in a log or an output", report);

    internal Check Processes { get; } = new("no process ends by itself, nor has anything on its error stream", report);

    internal Check Outcomes { get; } = new("callers see documented outcomes alone", report);

    internal IReadOnlyList<Check> All =>
    [
        CodesOnce, CountedFirst, Needed, Kept, Budget, Issued, Mixed, Organization, Stamps, Consent, Lost, Left, Said, Winner, Deleted, Moved, Stale,
        Operations, Settled, Strangers, Secrets, Processes, Outcomes,
    ];
}
