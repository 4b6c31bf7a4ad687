namespace Bigin.OAuth.FaultRun;

/// <summary>Two refreshes of one key that were counted one after the other, and nothing was saved between them, nor any lease taken over.</summary>
internal sealed record RepeatedRefresh(string Key, string RefreshToken, long First, long Second);
