using System.Globalization;
using Bigin.OAuth.Explorer.Scenarios;

namespace Bigin.OAuth.Explorer;

/// <summary>Holds what the program was asked to do.</summary>
internal sealed class ExplorerOptions
{
    internal const string Usage = """
        The explorer plays servers that share a store, and checks every order of their steps.

          search  [--bound N] [--seconds N] [SCENARIO]              every order of the catalog's scenarios, or of one, up to a bound
          random  [--schedules N] [--seconds N] [--seed N] [SCENARIO]   random scenarios, or one, in random orders
          all     [--bound N] [--schedules N] [--seconds N] [--seed N]  both; the seconds are for all of it
          replay  SCENARIO [CHOICES]                                one order, step by step

          --first stops at the first violation. --twice plays each random schedule twice, to see that only its seed decides.

        docs/quality/interleavings.md says how a scenario is written. The default bound is 2, and the default number of random schedules 100000.
        """;

    internal string Command { get; private set; } = "help";

    internal int Bound { get; private set; } = 2;

    internal long Schedules { get; private set; } = 100_000;

    internal TimeSpan Limit { get; private set; } = TimeSpan.MaxValue;

    internal ulong Seed { get; private set; } = 1;

    internal Scenario? Scenario { get; private set; }

    internal IReadOnlyList<int> Choices { get; private set; } = [];

    /// <summary>Gets a value indicating whether each random schedule is played twice, to see that nothing but its seed decides.</summary>
    internal bool PlaysTwice { get; private set; }

    /// <summary>Gets a value indicating whether the first violation ends it.</summary>
    internal bool StopsAtFirst { get; private set; }

    internal static ExplorerOptions Parse(string[] arguments)
    {
        var options = new ExplorerOptions();
        if (arguments.Length > 0)
        {
            options.Command = arguments[0];
        }

        for (int index = 1; index < arguments.Length; index++)
        {
            switch (arguments[index])
            {
                case "--bound":
                    options.Bound = int.Parse(arguments[++index], CultureInfo.InvariantCulture);
                    break;
                case "--schedules":
                    options.Schedules = long.Parse(arguments[++index], CultureInfo.InvariantCulture);
                    break;
                case "--seconds":
                    options.Limit = TimeSpan.FromSeconds(double.Parse(arguments[++index], CultureInfo.InvariantCulture));
                    break;
                case "--seed":
                    options.Seed = ulong.Parse(arguments[++index], CultureInfo.InvariantCulture);
                    break;
                case "--first":
                    options.StopsAtFirst = true;
                    break;
                case "--twice":
                    options.PlaysTwice = true;
                    break;
                case var text when options.Scenario is null:
                    options.Scenario = ScenarioText.Parse(text);
                    break;
                case var text:
                    string[] choices = text.Split('.', StringSplitOptions.RemoveEmptyEntries);
                    options.Choices = [.. choices.Select(choice => int.Parse(choice, CultureInfo.InvariantCulture))];
                    break;
            }
        }

        return options;
    }
}
