using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Bigin.OAuth.Benchmarks.Connections;

/// <summary>Says how many requests the callers have caused, counted in one more run.</summary>
internal sealed class RefreshRequestsColumn : IColumn
{
    public string Id => nameof(RefreshRequestsColumn);

    public string ColumnName => "Requests";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => "Refresh requests that all callers together have caused";

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public bool IsAvailable(Summary summary) => true;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => CountAsync(benchmarkCase).GetAwaiter().GetResult().ToString(CultureInfo.InvariantCulture);

    private static async Task<int> CountAsync(BenchmarkCase benchmarkCase)
    {
        var refreshes = new Refreshes { Callers = (int)benchmarkCase.Parameters[nameof(Refreshes.Callers)] };
        await refreshes.SetupAsync();
        await (Task)benchmarkCase.Descriptor.WorkloadMethod.Invoke(refreshes, null)!;
        refreshes.Cleanup();
        return refreshes.Requests;
    }
}
