using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using Perfolizer.Horology;

namespace Bigin.OAuth.Benchmarks;

/// <summary>What is measured of every benchmark, and where the results go.</summary>
internal static class Measurement
{
    internal static IConfig Config => DefaultConfig.Instance
        .AddJob(Job.Default.WithIterationTime(TimeInterval.FromMilliseconds(250)).AsMutator()) // half of BenchmarkDotNet's, so that all of it takes minutes
        .AddDiagnoser(MemoryDiagnoser.Default)
        .HideColumns(Column.Gen0, Column.Gen1, Column.Gen2, Column.RatioSD)
        .WithBuildTimeout(TimeSpan.FromMinutes(10)) // of the program that BenchmarkDotNet writes; a busy machine takes more than its two
        .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"));
}
