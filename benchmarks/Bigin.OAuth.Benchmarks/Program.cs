using BenchmarkDotNet.Running;

namespace Bigin.OAuth.Benchmarks;

/// <summary>dotnet run -c Release --project benchmarks/Bigin.OAuth.Benchmarks -- --filter '*'</summary>
internal static class Program
{
    private static void Main(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(Measurement).Assembly).Run(args, Measurement.Config);
}
