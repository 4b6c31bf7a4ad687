using Bigin.OAuth.Explorer.Scheduling;

namespace Bigin.OAuth.Explorer.Scenarios;

/// <summary>Makes up scenarios of two or three servers.</summary>
internal static class ScenarioDice
{
    private static readonly string[] Calls =
    [
        "connect(1)", "connect(2)", "connect(2,allow)", "connect(3,allow)", "connect(1,hidden)", "connect(2,hidden,allow)",
        "selfclient(1)", "import(1)", "import(1)", "import(2,allow)", "import(1,hidden)",
        "disconnect", "disconnect", "forget", "refresh", "token", "token", "token", "call", "call",
    ];

    private static readonly string[][] Events =
    [
        ["clock(31s)"], ["clock(61s)"], ["clock(55m)"], ["clock(2h)"], ["clock(31s)", "clock(31s)"],
        ["expire"], ["expire", "expire"], ["remove"],
        ["away", "back"], ["readonly", "back"], ["losering", "findring"], ["away", "clock(31s)", "back"],
    ];

    private static readonly string[] Ends = ["crash", "crash", "stop", "skew(30s)", "skew(-30s)", "skew(30d)", "skew(-1h)"];

    internal static Scenario Roll(Dice dice)
    {
        int servers = dice.Chance(60) ? 2 : 3;
        var lines = new List<string>();
        for (int line = 0, count = 2 + dice.Below(2); line < count; line++)
        {
            int server = line < servers ? line : dice.Below(servers);
            IEnumerable<string> calls = Enumerable.Range(0, 1 + dice.Below(3)).Select(_ => dice.Pick(Calls)).ToArray();
            lines.Add($"{(char)('A' + server)} {string.Join(", ", calls)}");
        }

        if (dice.Chance(50))
        {
            lines.Add($"* {string.Join(", ", dice.Pick(Events))}");
        }

        if (dice.Chance(40))
        {
            lines.Add($"{(char)('A' + dice.Below(servers))} {dice.Pick(Ends)}");
        }

        string start = dice.Pick(Enum.GetNames<StartState>()).ToLowerInvariant();
        string policy = dice.Pick(["other", "other", "always", "never"]);
        return ScenarioText.Parse($"{start} {policy}: {string.Join(" | ", lines)}");
    }
}
