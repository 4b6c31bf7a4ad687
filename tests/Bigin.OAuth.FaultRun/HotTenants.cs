namespace Bigin.OAuth.FaultRun;

/// <summary>Three tenants at a time, which all processes pick at the same time.</summary>
internal static class HotTenants
{
    private const long Seconds = 8;

    internal static Tenant Pick(IReadOnlyList<Tenant> tenants, Dice dice)
    {
        long beat = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / Seconds;
        return tenants[(int)(((beat * 3) + dice.Between(0, 3)) % tenants.Count)];
    }
}
