namespace Bigin.OAuth.FaultRun;

/// <summary>What an exchange brought, as it stood on the wire.</summary>
internal sealed record IssuedGrant(string Key, string Code, string AccessToken);
