// dotnet run -c Release --project benchmarks/Bigin.OAuth.Benchmarks -- --job short --filter '*'
using BenchmarkDotNet.Running;
using Bigin.OAuth.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(Measurement).Assembly).Run(args, Measurement.Config);
