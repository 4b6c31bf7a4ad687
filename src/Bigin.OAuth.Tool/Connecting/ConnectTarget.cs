namespace Bigin.OAuth.Tool.Connecting;

/// <summary>Which key is connected, and whether it may move to another organization.</summary>
internal sealed record ConnectTarget(string Key, OrganizationChange OrganizationChange);
