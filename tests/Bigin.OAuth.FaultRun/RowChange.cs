namespace Bigin.OAuth.FaultRun;

/// <summary>One change of a row, as the database saw it: the tokens in plain text, the times in milliseconds, of which At is a real one.</summary>
internal sealed record RowChange(
    long Number, string Operation, string Key, string Stamp, string RefreshToken, string? AccessToken, long? ExpiresAt, int Status, long LastRefresh, string? Organization, long At)
{
    internal const string Insert = "insert";

    internal const string Delete = "delete";

    /// <summary>Another process has taken the lease of a holder who had not given it back. Nothing else changed.</summary>
    internal const string Overtake = "overtake";

    internal bool NeedsConsent => Status == (int)ConnectionStatus.NeedsConsent;
}
