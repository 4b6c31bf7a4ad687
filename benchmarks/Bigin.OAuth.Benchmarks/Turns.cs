using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;

namespace Bigin.OAuth.Benchmarks;

/// <summary>
/// Compares the methods of a benchmark by taking turns: in each round every method runs for a moment, in an order of its own, and is compared with the baseline
/// of the same round.
/// </summary>
/// <remarks>
/// BenchmarkDotNet measures one method after the other, minutes apart. Where a machine is half as quick in some minutes as in others, that decides its ratios.
/// Here both meet the same minute.
/// </remarks>
internal static class Turns
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>Measures the public benchmark class of this name and prints a line for each method.</summary>
    internal static async Task PrintAsync(string name, TextWriter output)
    {
        Type type = typeof(Turns).Assembly.GetExportedTypes().Single(x => x.Name == name);
        await output.WriteLineAsync($"{name}: nanoseconds, ratio to the baseline of the same round, difference to the line before; medians with their 95 % confidence intervals").ConfigureAwait(false);
        foreach (TurnsResult result in await MeasureAsync(type, rounds: 200, TimeSpan.FromMilliseconds(25), WarmUp).ConfigureAwait(false))
        {
            await output.WriteLineAsync(result.ToString()).ConfigureAwait(false);
        }
    }

    internal static async Task<IReadOnlyList<TurnsResult>> MeasureAsync(Type type, int rounds, TimeSpan turn, TimeSpan warmUp)
    {
        object benchmark = Activator.CreateInstance(type)!;
        await MarkedMethods.CallAsync<GlobalSetupAttribute>(benchmark).ConfigureAwait(false);
        try
        {
            MethodInfo[] methods = MarkedMethods.Find<BenchmarkAttribute>(type);
            Func<object?>[] calls = [.. methods.Select(method => method.CreateDelegate<Func<object?>>(benchmark))];
            int[] times = new int[methods.Length];
            for (int i = 0; i < methods.Length; i++)
            {
                double perCall = await WarmUpAsync(calls[i], warmUp).ConfigureAwait(false);
                times[i] = Math.Max(1, (int)(turn.TotalNanoseconds / perCall));
            }

            double[][] measured = [.. methods.Select(_ => new double[rounds])];
            int[] order = [.. Enumerable.Range(0, methods.Length)];
            for (int round = 0; round < rounds; round++)
            {
                RandomNumberGenerator.Shuffle<int>(order);
                foreach (int i in order)
                {
                    measured[i][round] = await MeasureAsync(calls[i], times[i]).ConfigureAwait(false);
                }
            }

            int baseline = Array.FindIndex(methods, method => method.GetCustomAttribute<BenchmarkAttribute>()!.Baseline);
            return [.. methods.Select((method, i) => TurnsResult.Create(
                method.GetCustomAttribute<BenchmarkAttribute>()!.Description ?? method.Name, measured[i], measured[baseline], measured[Math.Max(0, i - 1)]))];
        }
        finally
        {
            await MarkedMethods.CallAsync<GlobalCleanupAttribute>(benchmark).ConfigureAwait(false);
        }
    }

    // Until the runtime has compiled it for good. What the last measurement says is how long a call takes, in nanoseconds.
    private static async Task<double> WarmUpAsync(Func<object?> call, TimeSpan duration)
    {
        long start = Stopwatch.GetTimestamp();
        double perCall = await MeasureAsync(call, times: 1).ConfigureAwait(false);
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            perCall = await MeasureAsync(call, times: Math.Max(1, (int)(10_000_000 / perCall))).ConfigureAwait(false);
        }

        return perCall;
    }

    private static async Task<double> MeasureAsync(Func<object?> call, int times)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
        {
            if (call() is Task task)
            {
                await task.ConfigureAwait(false);
            }
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / times;
    }
}
