using Bigin.OAuth.Benchmarks;
using Bigin.OAuth.Benchmarks.Authorize;
using Bigin.OAuth.Benchmarks.Connect;
using Bigin.OAuth.Benchmarks.Emulator;
using Bigin.OAuth.Benchmarks.Redirect;

namespace Bigin.OAuth.Tests.Benchmarks;

/// <summary>The comparison that docs/quality/benchmarks.md publishes its ratios by. How long anything takes is no matter here.</summary>
[TestOf(typeof(Turns))]
public sealed class Comparisons_in_turns
{
    [TestCase(typeof(ConsentLink))]
    [TestCase(typeof(AcceptedRedirect))]
    [TestCase(typeof(PartsOfARedirect))]
    [TestCase(typeof(WholeConnect))]
    [TestCase(typeof(ShortTest))]
    public async Task Measure_every_method_against_the_baseline(Type type)
    {
        IReadOnlyList<TurnsResult> results = await Turns.MeasureAsync(type, rounds: 3, turn: TimeSpan.FromTicks(1), warmUp: TimeSpan.Zero);

        results.Should().HaveCountGreaterThan(2).And.OnlyContain(result =>
            result.Time.Median > 0 && result.Ratio.Lowest <= result.Ratio.Median && result.Ratio.Median <= result.Ratio.Highest);
        results.Should().Contain(result => result.Ratio == new MedianInterval(1, 1, 1), "the baseline is compared with itself");
        results[0].Difference.Should().Be(default(MedianInterval), "there is no line before the first");
        results.Skip(1).Should().Contain(result => result.Difference.Median != 0);
    }

    // By the binomial distribution and its normal approximation, the true median lies between the 87th and the 115th of 200 measurements.
    [Test]
    public void Tell_where_the_true_median_is() =>
        MedianInterval.Create(Enumerable.Range(0, 200).Reverse().Select(x => (double)x)).Should().Be(new MedianInterval(100, 86, 114));

    [Test]
    public void Compare_within_a_round_and_not_between_rounds()
    {
        double[] baseline = [10, 10, 100, 100];
        double[] measured = [5, 5, 50, 50];

        TurnsResult result = TurnsResult.Create("half", measured, baseline, before: [6, 6, 51, 51]);

        result.Time.Should().Be(new MedianInterval(50, 5, 50));
        result.Ratio.Should().Be(new MedianInterval(0.5, 0.5, 0.5));
        result.Difference.Should().Be(new MedianInterval(-1, -1, -1));
    }
}
