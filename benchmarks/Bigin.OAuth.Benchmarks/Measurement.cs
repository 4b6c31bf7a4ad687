using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Bigin.OAuth.Benchmarks;

/// <summary>What is measured of every benchmark, and where the results go.</summary>
internal static class Measurement
{
    internal static IConfig Config => DefaultConfig.Instance
        .AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance) // one build for all of them, and nothing left running beside
            .WithIterationTime(TimeInterval.FromMilliseconds(250))
            .WithWarmupCount(8)
            .WithIterationCount(40) // so many that the error of most is below a tenth of the mean on a virtual machine with neighbours
            .AsMutator())
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumn(StatisticColumn.Median, new MedianRatioColumn())
        .HideColumns(Column.Gen0, Column.Gen1, Column.Gen2, Column.Ratio, Column.RatioSD, Column.StdDev)
        .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"));
}
