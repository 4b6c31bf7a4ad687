namespace Bigin.OAuth.FaultRun;

/// <summary>A request that used a refresh token, as the journal shows it.</summary>
internal sealed record RefreshRequest(string Name, DateTimeOffset At);
