using System.Diagnostics;
using System.Globalization;
using Bigin.OAuth.Explorer.Scenarios;
using Bigin.OAuth.Explorer.Scheduling;
using Bigin.OAuth.Explorer.World;

namespace Bigin.OAuth.Explorer;

/// <summary>Plays many schedules and reports those that break an invariant.</summary>
internal sealed class Exploration(ExplorerOptions options, Stage stage, TextWriter output)
{
    // One schedule says enough of a fault. The others are counted.
    private readonly Dictionary<string, long> _violations = new(StringComparer.Ordinal);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly ServerPool _pool = new(stage);
    private int _plays;
    private long _searched;
    private long _random;
    private long _steps;
    private int _scenarios;

    internal int Run()
    {
        switch (options.Command)
        {
            case "search":
                stage.Play(Search(options.Limit));
                break;
            case "random":
                stage.Play(WalkRandomly());
                break;
            case "all":
                stage.Play(Search(options.Limit / 2));
                stage.Play(WalkRandomly());
                break;
            case "replay" when options.Scenario is { } scenario:
                stage.Play(ReplayOnce(scenario));
                break;
            default:
                output.WriteLine(ExplorerOptions.Usage);
                return 2;
        }

        foreach ((string violation, long count) in _violations.OrderByDescending(violation => violation.Value))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,8}  {violation}"));
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"summary: scenarios={_scenarios} bound={options.Bound} searched={_searched} random={_random} steps={_steps} "
            + $"violations={_violations.Values.Sum()} seconds={_watch.Elapsed.TotalSeconds:0.0}"));
        return _violations.Count == 0 ? 0 : 1;
    }

    private IEnumerable<bool> Search(TimeSpan limit)
    {
        // The bound grows, so that the time is spent on what is likely first.
        IReadOnlyList<Scenario> scenarios = options.Scenario is { } one ? [one] : ScenarioCatalog.All;
        for (int bound = 0; bound <= options.Bound; bound++)
        {
            foreach (Scenario scenario in scenarios)
            {
                _scenarios += bound == 0 ? 1 : 0;
                var search = new BoundedSearch(bound);
                do
                {
                    if (_searched > 0 && IsOver(limit)) // one at least, also on a machine that is busy
                    {
                        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"It ends within bound {bound}."));
                        yield break;
                    }

                    Play play = Begin(scenario);
                    foreach (bool rest in play.Perform(search))
                    {
                        yield return rest;
                    }

                    _searched++;
                    End(play, scenario);
                }
                while (search.TryNext());
            }
        }
    }

    private bool IsOver(TimeSpan limit) => _watch.Elapsed > limit || (options.StopsAtFirst && _violations.Count > 0);

    private IEnumerable<bool> WalkRandomly()
    {
        for (ulong seed = options.Seed; _random < options.Schedules && (_random == 0 || !IsOver(options.Limit)); seed++)
        {
            ulong first = 0;
            for (int time = 0; time < (options.PlaysTwice ? 2 : 1); time++)
            {
                var dice = new Dice(seed);
                Scenario scenario = options.Scenario ?? ScenarioDice.Roll(dice);
                Play play = Begin(scenario);
                foreach (bool rest in play.Perform(new RandomWalk(dice)))
                {
                    yield return rest;
                }

                _random++;
                End(play, scenario);
                ulong fingerprint = stage.Fingerprint();
                if (time == 1 && fingerprint != first)
                {
                    Report("the same seed gives another schedule", play, scenario);
                }

                first = fingerprint;
            }
        }
    }

    private IEnumerable<bool> ReplayOnce(Scenario scenario)
    {
        Play play = Begin(scenario);
        foreach (bool rest in play.Perform(new Replay(options.Choices)))
        {
            yield return rest;
        }

        _searched++;
        End(play, scenario);
        if (play.Ledger.Violations.Count == 0)
        {
            Print(play, scenario);
        }
    }

    private Play Begin(Scenario scenario) => new(stage, _pool, scenario, ++_plays);

    private void End(Play play, Scenario scenario)
    {
        _steps += stage.Trace.Count;
        foreach (string violation in play.Ledger.Violations)
        {
            Report(violation, play, scenario);
        }
    }

    private void Report(string violation, Play play, Scenario scenario)
    {
        if (!_violations.TryAdd(violation, 1))
        {
            _violations[violation]++;
            return;
        }

        output.WriteLine($"VIOLATION {violation}");
        Print(play, scenario);
    }

    private void Print(Play play, Scenario scenario)
    {
        string choices = string.Join('.', stage.Choices);
        output.WriteLine($"  dotnet run -c Release --project tests/Bigin.OAuth.Explorer -- replay \"{scenario}\" {choices}");
        foreach ((Step step, StepFault fault) in stage.Trace)
        {
            output.WriteLine($"    {step.Describe(fault)}");
        }

        foreach (Call call in play.Ledger.Calls)
        {
            output.WriteLine($"    {call} => {Describe(call.Result)}");
        }
    }

    private static string Describe(object? result) => result switch
    {
        null => "(no end)",
        BiginConnectionException exception => $"{exception.Reason}: {exception.Message}",
        HttpRequestException { StatusCode: { } status } => $"status {(int)status}",
        Exception exception => $"{exception.GetType().Name}: {exception.Message}",
        AccessToken token => token.Reveal(),
        _ => result.ToString()!,
    };
}
