namespace Bigin.OAuth.FaultRun;

/// <summary>A time that a refresh token has spent in the row of its key, in real milliseconds.</summary>
internal sealed class Residence(string key, string refreshToken, string? organization, long from, long number)
{
    internal string Key => key;

    internal string RefreshToken => refreshToken;

    /// <summary>Gets the organization with which it came, which decided what became of the one before.</summary>
    internal string? FirstOrganization { get; } = organization;

    /// <summary>Gets or sets the organization in the row, which may be read later.</summary>
    internal string? Organization { get; set; } = organization;

    internal long From => from;

    /// <summary>Gets the number of the change that brought it.</summary>
    internal long Number => number;

    internal long Until { get; private set; } = long.MaxValue;

    internal bool IsOver => Until != long.MaxValue;

    /// <summary>Gets the one that took its place, or null where the row was deleted.</summary>
    internal Residence? Successor { get; private set; }

    internal bool Covers(long start, long end) => from <= start && Until >= end;

    internal void End(long at, Residence? successor) => (Until, Successor) = (at, successor);
}
