namespace Bigin.OAuth.FaultRun;

/// <summary>A key, and the user and the two organizations that it may be connected to. Two tenants share a user.</summary>
internal sealed record Tenant(string Key, string User, string Home, string Away)
{
    internal bool Has(string organization) => organization == Home || organization == Away;
}
