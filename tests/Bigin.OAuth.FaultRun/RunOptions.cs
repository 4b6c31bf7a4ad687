using System.Globalization;

namespace Bigin.OAuth.FaultRun;

/// <summary>How long, how many, and which faults: the same seed orders the same ones, though processes never meet them in the same way.</summary>
internal sealed record RunOptions(TimeSpan Duration, int Connections, int Processes, ulong Seed)
{
    internal static RunOptions? Parse(string[] arguments)
    {
        var options = new RunOptions(TimeSpan.FromMinutes(10), 50, 4, (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        for (int i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length || !int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number == 0)
            {
                return null;
            }

            switch (arguments[i])
            {
                case "--minutes":
                    options = options with { Duration = TimeSpan.FromMinutes(number) };
                    break;
                case "--seconds":
                    options = options with { Duration = TimeSpan.FromSeconds(number) };
                    break;
                case "--connections":
                    options = options with { Connections = number };
                    break;
                case "--processes":
                    options = options with { Processes = number };
                    break;
                case "--seed":
                    options = options with { Seed = (ulong)number };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
