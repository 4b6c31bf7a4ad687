using System.Globalization;

namespace Bigin.OAuth.Benchmarks;

/// <summary>What <see cref="Turns"/> says of one method.</summary>
/// <param name="Name">The description of the benchmark.</param>
/// <param name="Median">How long a call takes, in nanoseconds.</param>
/// <param name="Ratio">The median of the ratios to the baseline, one of each round.</param>
/// <param name="Lowest">The lower end of the 95 % confidence interval of the ratio.</param>
/// <param name="Highest">The upper end of it.</param>
internal sealed record TurnsResult(string Name, double Median, double Ratio, double Lowest, double Highest)
{
    internal static TurnsResult Create(string name, double[] measured, double[] baseline)
    {
        double[] ratios = [.. measured.Zip(baseline, (x, y) => x / y).Order()];
        double[] sorted = [.. measured.Order()];

        // The ranks between which the true median is, by the binomial distribution.
        int middle = ratios.Length / 2;
        int spread = (int)Math.Ceiling(1.96 * Math.Sqrt(ratios.Length) / 2);
        return new TurnsResult(
            name, sorted[middle], ratios[middle], ratios[Math.Max(0, middle - spread)], ratios[Math.Min(ratios.Length - 1, middle + spread)]);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Median,14:N0} ns  {Ratio:F2}  [{Lowest:F2}, {Highest:F2}]  {Name}");
}
