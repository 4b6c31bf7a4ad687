namespace Bigin.OAuth.Tests.Tokens;

public sealed class Tokens_that_were_kept
{
    private static readonly Func<string, object>[] Constructors = [value => new AccessToken(value), value => new RefreshToken(value)];

    private static IEnumerable<TestCaseData> Wrong() =>
        from constructor in Constructors
        from value in new[] { "marker\n", "\rmarker", "mar\tker", "marker\0", "marker\x7F", "märker", "marker\u00A0", "marker\uD800", "마커marker" }
        select new TestCaseData(constructor, value);

    [TestCaseSource(nameof(Constructors))]
    public void Are_not_null(Func<string, object> constructor) => constructor.Invoking(x => x(null!)).Should().Throw<ArgumentNullException>();

    [TestCaseSource(nameof(Constructors))]
    public void Are_not_empty(Func<string, object> constructor) => constructor.Invoking(x => x("")).Should().Throw<ArgumentException>();

    [TestCaseSource(nameof(Wrong))]
    public void Have_visible_characters_alone_and_are_not_printed_otherwise(Func<string, object> constructor, string value) =>
        constructor.Invoking(x => x(value)).Should().Throw<ArgumentException>().WithParameterName(nameof(value))
            .Which.ToString().Should().NotContainEquivalentOf("marker").And.NotContain("rker");

    [TestCase("1000.a.a")]
    [TestCase(" !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")]
    public void Are_given_out_as_they_came(string value)
    {
        new AccessToken(value).Reveal().Should().Be(value);
        new RefreshToken(value).Reveal().Should().Be(value);
    }
}
