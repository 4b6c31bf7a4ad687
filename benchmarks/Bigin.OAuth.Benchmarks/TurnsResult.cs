namespace Bigin.OAuth.Benchmarks;

/// <summary>What <see cref="Turns"/> says of one method.</summary>
/// <param name="Name">The description of the benchmark.</param>
/// <param name="Time">How long a call takes, in nanoseconds.</param>
/// <param name="Ratio">The ratio to the baseline of the same round.</param>
/// <param name="Difference">How much longer it takes than the method before, in the same round, in nanoseconds.</param>
internal sealed record TurnsResult(string Name, MedianInterval Time, MedianInterval Ratio, MedianInterval Difference)
{
    internal static TurnsResult Create(string name, double[] measured, double[] baseline, double[] before) => new(
        name,
        MedianInterval.Create(measured),
        MedianInterval.Create(measured.Zip(baseline, (x, y) => x / y)),
        MedianInterval.Create(measured.Zip(before, (x, y) => x - y)));

    public override string ToString() => $"{Time.ToString("N0"),36}  {Ratio.ToString("F2"),18}  {Difference.ToString("N0"),36}  {Name}";
}
