using System.Globalization;

namespace Bigin.OAuth.FaultRun;

/// <summary>How long, how many, and which faults: the same seed orders the same ones, though processes never meet them in the same way.</summary>
internal sealed record RunOptions(TimeSpan Duration, int Connections, int Processes, ulong Seed, ReplacedTokenRevocation Replaced, bool IsRace)
{
    internal const string Usage =
        "usage: Bigin.OAuth.FaultRun [race] [--minutes N | --seconds N] [--connections N] [--processes N] [--seed N] [--replaced other|always|never]";

    /// <summary>Gets for how long each call of the store waits at most, which makes races last longer.</summary>
    internal int MostStorePause => IsRace ? 3 : 0;

    /// <summary>Gets how many crowds form at once: few where each kind of event is to come once.</summary>
    internal int Crowds => Duration < TimeSpan.FromSeconds(10) ? 1 : 5;

    internal static RunOptions? Parse(string[] arguments)
    {
        bool isRace = arguments is ["race", ..];
        arguments = isRace ? arguments[1..] : arguments;
        ulong seed = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        RunOptions? options = isRace
            ? new RunOptions(TimeSpan.FromSeconds(25), 2, 3, seed, ReplacedTokenRevocation.OtherOrganization, IsRace: true)
            : new RunOptions(TimeSpan.FromMinutes(10), 50, 4, seed, ReplacedTokenRevocation.OtherOrganization, IsRace: false);
        for (int i = 0; i < arguments.Length && options is not null; i += 2)
        {
            options = i + 1 == arguments.Length ? null : options.With(arguments[i], arguments[i + 1]);
        }

        return options;
    }

    private RunOptions? With(string name, string value) => (name, ReadNumber(value)) switch
    {
        ("--minutes", > 0 and var number) => this with { Duration = TimeSpan.FromMinutes(number) },
        ("--seconds", > 0 and var number) => this with { Duration = TimeSpan.FromSeconds(number) },
        ("--connections", > 0 and var number) => this with { Connections = number },
        ("--processes", > 0 and var number) => this with { Processes = number },
        ("--seed", > 0 and var number) => this with { Seed = (ulong)number },
        ("--replaced", _) => value switch
        {
            "other" => this with { Replaced = ReplacedTokenRevocation.OtherOrganization },
            "always" => this with { Replaced = ReplacedTokenRevocation.Always },
            "never" => this with { Replaced = ReplacedTokenRevocation.Never },
            _ => null,
        },
        _ => null,
    };

    private static int ReadNumber(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
