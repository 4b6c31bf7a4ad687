namespace Bigin.OAuth.FaultRun;

/// <summary>A key, and the user and the organization that it is connected to. Two tenants share a user.</summary>
internal sealed record Tenant(string Key, string User, string Organization);
