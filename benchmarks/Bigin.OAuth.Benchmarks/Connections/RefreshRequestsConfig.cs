using BenchmarkDotNet.Configs;

namespace Bigin.OAuth.Benchmarks.Connections;

/// <summary>Adds a column to the results.</summary>
internal sealed class RefreshRequestsConfig : ManualConfig
{
    public RefreshRequestsConfig() => AddColumn(new RefreshRequestsColumn());
}
