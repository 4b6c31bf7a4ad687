using BenchmarkDotNet.Running;

namespace Bigin.OAuth.Benchmarks;

/// <summary>
/// dotnet run -c Release --project benchmarks/Bigin.OAuth.Benchmarks -- --filter '*', or -- turns ConsentLink for a comparison in turns.
/// </summary>
internal static class Program
{
    private static async Task Main(string[] args)
    {
        if (args is ["turns", .. var names])
        {
            foreach (string name in names)
            {
                await Turns.PrintAsync(name, Console.Out).ConfigureAwait(false);
            }

            return;
        }

        BenchmarkSwitcher.FromAssembly(typeof(Measurement).Assembly).Run(args, Measurement.Config);
    }
}
