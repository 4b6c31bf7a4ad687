namespace Bigin.OAuth.Tests.Tokens;

[TestOf(typeof(BiginTokens))]
public sealed class Tokens_that_were_kept
{
    private static readonly (string Name, Func<string, object> Create)[] Types =
    [
        (nameof(AccessToken), value => new AccessToken(value)),
        (nameof(RefreshToken), value => new RefreshToken(value)),
    ];

    private static IEnumerable<TestCaseData> Constructors() => Types.Select(type => new TestCaseData(type.Create).SetArgDisplayNames(type.Name));

    private static IEnumerable<TestCaseData> Wrong() =>
        from type in Types
        from row in new (string Name, string Value)[]
        {
            ("line feed", "marker\n"),
            ("carriage return", "\rmarker"),
            ("tab", "mar\tker"),
            ("zero", "marker\0"),
            ("delete", "marker\x7F"),
            ("umlaut", "märker"),
            ("space that does not break", "marker\u00A0"),
            ("half a surrogate pair", "marker\uD800"),
            ("Hangul", "마커marker"),
        }
        select new TestCaseData(type.Create, row.Value).SetArgDisplayNames(type.Name, row.Name);

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
