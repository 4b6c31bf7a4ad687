namespace Bigin.OAuth.FaultRun;

/// <summary>A call that began at a moment and was given an access token of this grant, or sent one.</summary>
internal sealed record GivenToken(string Worker, string Key, long StartedAt, string RefreshToken);
