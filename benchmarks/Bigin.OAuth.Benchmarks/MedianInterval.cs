using System.Globalization;

namespace Bigin.OAuth.Benchmarks;

/// <summary>A median and where the true one is.</summary>
/// <param name="Median">The median of what was measured.</param>
/// <param name="Lowest">The lower end of its 95 % confidence interval.</param>
/// <param name="Highest">The upper end of it.</param>
internal readonly record struct MedianInterval(double Median, double Lowest, double Highest)
{
    internal static MedianInterval Create(IEnumerable<double> measured)
    {
        double[] sorted = [.. measured.Order()];

        // The ranks between which the true median is, by the binomial distribution.
        int middle = sorted.Length / 2;
        int spread = (int)Math.Ceiling(1.96 * Math.Sqrt(sorted.Length) / 2);
        return new MedianInterval(sorted[middle], sorted[Math.Max(0, middle - spread)], sorted[Math.Min(sorted.Length - 1, middle + spread)]);
    }

    internal string ToString(string format)
    {
        return $"{Write(Median)} [{Write(Lowest)}, {Write(Highest)}]";

        string Write(double value) => value.ToString(format, CultureInfo.InvariantCulture);
    }
}
