namespace Bigin.OAuth.FaultRun;

/// <summary>A request to revoke a refresh token that reached Bigin: when, by whom, and whether it did.</summary>
internal sealed record RevocationAttempt(long At, string Request, bool IsDone);
