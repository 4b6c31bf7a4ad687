namespace Bigin.OAuth.Explorer.Scenarios;

/// <summary>Lists the scenarios whose orders are all played.</summary>
internal static class ScenarioCatalog
{
    private static readonly string[] Operations =
        ["connect(1)", "connect(2)", "connect(2,allow)", "connect(1,hidden)", "import(1)", "import(2,allow)", "disconnect", "forget", "refresh", "token", "call"];

    // What no pair of operations shows by itself.
    private static readonly string[] Written =
    [
        "warm other: A connect(2,allow) | B token, token | * clock(31s), clock(31s)",
        "warm other: A disconnect | B token, token | * clock(31s), clock(31s)",
        "warm other: A disconnect, connect(2) | B call, call | * clock(31s), clock(31s)",
        "warm other: A call | B call | * expire",
        "warm other: A call, call | * expire | * expire",
        "warm other: A call, call | B connect(1) | * expire",
        "warm other: A token | B token | * remove, clock(2h)",
        "expired other: A token | A crash | B token | * clock(61s)",
        "expired other: A token | A stop | B token",
        "expired other: A skew(30d), token | A crash | B token, token",
        "expired other: A token, disconnect | B connect(2) | * clock(61s)",
        "expired other: A token | B disconnect, connect(2) | * clock(61s)",
        "early other: A token | B disconnect, connect(1)",
        "warm other: A connect(2,allow) | A crash | B token | * clock(31s)",
        "warm other: A connect(2,allow) | A stop | B connect(1)",
        "warm always: A connect(1) | A stop | B connect(1)",
        "none other: A connect(1) | * readonly",
        "none other: A connect(1) | * away",
        "warm other: A connect(2,allow) | * readonly",
        "none other: A connect(1) | * readonly, back",
        "none other: A connect(1) | * away, back",
        "none other: A connect(1) | B connect(2) | * readonly, back",
        "warm other: A connect(2,allow) | B disconnect | * readonly, back",
        "warm other: A connect(2,allow) | B token, token | * away, clock(31s), back",
        "expired other: A token | B token | * away, back",
        "warm other: A connect(2) | B connect(2,allow) | C disconnect",
        "warm other: A connect(2) | B connect(3,allow) | C token",
        "none other: A connect(1) | B connect(2) | C connect(3)",
        "warm always: A connect(1) | B connect(2,allow) | C refresh",
        "expired other: A token | B token | C token",
        "expired other: A token | B disconnect | C connect(2)",
        "warm other: A connect(2,allow) | B token | * losering, findring",
        "expired other: A token | B disconnect | * losering, findring",
        "warm other: A forget | B connect(2) | * losering, findring",
        "none other: A selfclient(1) | B selfclient(2)",
        "warm other: A selfclient(2,allow) | B disconnect",
        "none other: A import(1) | B import(1)",
        "none other: A import(1) | B import(1), disconnect",
        "none other: A import(1) | B import(1) | C disconnect",
        "none other: A import(1) | B import(2) | C import(1)",
        "none other: A import(1) | A crash | B import(1)",
        "none other: A import(1) | A stop | B import(1)",
        "none other: A import(1) | B connect(2) | * readonly, back",
        "none other: A import(1) | * away",
        "warm other: A import(2) | B import(2,allow) | C disconnect",
        "warm always: A import(2,allow) | B refresh | C connect(1)",
        "warm other: A import(1), disconnect | B import(1)",
        "expired other: A import(1) | B token | * readonly, back",
        "none other: A import(1), token | B import(1) | * remove",
        "none other: A import(1,hidden) | B connect(1)",
        "warm other: A connect(2,hidden), connect(2) | B connect(1,hidden,allow)",
    ];

    internal static IReadOnlyList<Scenario> All { get; } = [.. Written.Concat(Pairs()).Select(ScenarioText.Parse)];

    /// <summary>Lists two operations at a time, on two servers and on one, from each state where they differ.</summary>
    private static IEnumerable<string> Pairs()
    {
        foreach (StartState start in new[] { StartState.Warm, StartState.Expired, StartState.Early, StartState.None })
        {
            for (int first = 0; first < Operations.Length; first++)
            {
                for (int second = first; second < Operations.Length; second++)
                {
                    string policy = (first + second) % 3 == 0 ? "always" : "other";
                    string head = $"{start.ToString().ToLowerInvariant()} {policy}";
                    yield return $"{head}: A {Operations[first]} | B {Operations[second]}";
                    if (start is StartState.Expired or StartState.Warm)
                    {
                        yield return $"{head}: A {Operations[first]} | A {Operations[second]}";
                    }
                }
            }
        }
    }
}
