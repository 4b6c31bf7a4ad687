namespace Bigin.OAuth.Tests.Redirect;

/// <summary>Zoho writes the description in the user's language, so it is kept where it can be printed, and never decides anything.</summary>
[TestOf(typeof(AuthorizationFailed))]
public sealed class Error_descriptions
{
    private const string Smile = "\U0001F600";

    private static readonly TestCaseData[] Kept =
    [
        Row("ASCII", "The+user+said+no.", "The user said no."),
        Row("%20", "no%20way", "no way"),
        Row("%2B", "1%2B1", "1+1"),
        Row("an equals sign", "a=b", "a=b"),
        Row("markup, which the host has to encode", "%3Cb%3E%22%27%26", "<b>\"'&"),
        Row("Chinese", "%E7%94%A8%E6%88%B7%E5%B7%B2%E6%8B%92%E7%BB%9D", "用户已拒绝"),
        Row("bare Chinese", "用户已拒绝", "用户已拒绝"),
        Row("Arabic", Uri.EscapeDataString("رفض المستخدم الطلب"), "رفض المستخدم الطلب"),
        Row("Arabic with direction marks", Uri.EscapeDataString("رفض\u200F Bigin\u200E الطلب\u061C"), "رفض\u200F Bigin\u200E الطلب\u061C"),
        Row("Hebrew", Uri.EscapeDataString("המשתמש סירב"), "המשתמש סירב"),
        Row("Hindi with a joiner", Uri.EscapeDataString("क्\u200Dष अस्वीकृत"), "क्\u200Dष अस्वीकृत"),
        Row("Persian with a non-joiner", Uri.EscapeDataString("نمی\u200Cخواهم"), "نمی\u200Cخواهم"),
        Row("emoji", Uri.EscapeDataString(Smile), Smile),
        Row("emoji joined to a family", Uri.EscapeDataString("👨\u200D👩\u200D👧"), "👨\u200D👩\u200D👧"),
        Row("combining accents", "e%CC%81", "e\u0301"),
        Row("a no-break space", "a%C2%A0b", "a\u00A0b"),
        Row("1,024 characters", new string('d', 1024), new string('d', 1024)),
        Row("1,024 encoded characters", Repeat("%64", 1024), new string('d', 1024)),
        Row("1,024 characters in pairs", Repeat("%F0%9F%98%80", 512), Repeat(Smile, 512)),
    ];

    private static readonly TestCaseData[] Dropped =
    [
        Row("empty", ""),
        Row("1,025 characters", new string('d', 1025)),
        Row("1,025 encoded characters", Repeat("%64", 1025)),
        Row("1,026 characters in pairs", Repeat("%F0%9F%98%80", 513)),
        Row("zero", "a%00"),
        Row("bare zero", "a\0"),
        Row("tab", "a%09b"),
        Row("line feed", "a%0Ab"),
        Row("carriage return and line feed", "a%0D%0ASet-Cookie:x"),
        Row("escape of a terminal", "%1B[31m"),
        Row("delete", "%7F"),
        Row("next line, U+0085", "a%C2%85b"),
        Row("line separator, U+2028", "a%E2%80%A8b"),
        Row("paragraph separator, U+2029", "a%E2%80%A9b"),
        Row("right-to-left override, U+202E", "a%E2%80%AEb"),
        Row("bare right-to-left override", "a\u202Eb"),
        Row("right-to-left embedding, U+202B", "a%E2%80%ABb"),
        Row("right-to-left isolate, U+2067", "a%E2%81%A7b"),
        Row("zero-width space, U+200B", "a%E2%80%8Bb"),
        Row("byte order mark, U+FEFF", "%EF%BB%BFa"),
        Row("private use, U+E000", "%EE%80%80"),
        Row("unassigned, U+FFFF", "%EF%BF%BF"),
        Row("tag letter, U+E0041", "%F3%A0%81%81"),
        Row("broken escape", "a%zz"),
        Row("half an escape", "a%2"),
        Row("percent sign at the end", "100%"),
        Row("invalid UTF-8", "%FF"),
        Row("UTF-8 cut off", "%E4%BD"),
        Row("overlong UTF-8", "%C0%AF"),
        Row("surrogate in UTF-8", "%ED%A0%80"),
        Row("half a surrogate pair", "a\uD83D"),
    ];

    [TestCaseSource(nameof(Kept))]
    public void Are_kept_where_they_can_be_printed(string written, string description) =>
        Describe(written).Should().OnlyContain(found => found == description);

    [TestCaseSource(nameof(Dropped))]
    public void Are_null_where_they_cannot_be_printed(string written) =>
        Describe(written).Should().OnlyContain(found => found == null);

    [TestCaseSource(nameof(Dropped))]
    public void Never_cost_a_grant(string written) =>
        GoodRedirect.Parse(GoodRedirect.With(("error_description", written))).Should().BeOfType<AuthorizationResult>();

    [TestCaseSource(nameof(Dropped))]
    public void Never_cost_an_answer_even_when_they_are_repeated(string written) =>
        GoodRedirect.Parse($"error=access_denied&error_description={written}&error_description=%zz").Should().BeOfType<AuthorizationDenied>()
            .Which.ErrorDescription.Should().BeNull();

    [Test]
    public void Are_the_first_of_two() =>
        GoodRedirect.Parse("error=access_denied&error_description=first&error_description=second").Should().BeOfType<AuthorizationDenied>()
            .Which.ErrorDescription.Should().Be("first");

    [Test]
    public void Are_no_errors_by_themselves() =>
        GoodRedirect.Parse($"error_description=why&state={GoodRedirect.State}").Should().BeOfType<RedirectRejected>()
            .Which.Reason.Should().Be(RedirectRejection.MissingParameter);

    // No name is longer, so one that doesn't fit must not be taken for its beginning.
    [TestCase("error_descriptio%6Ex")]
    [TestCase("error_description%20")]
    [TestCase("error_description+")]
    public void Are_not_those_of_a_longer_name(string name) =>
        GoodRedirect.Parse($"error=access_denied&{name}=why").Should().BeOfType<AuthorizationDenied>().Which.ErrorDescription.Should().BeNull();

    private static string?[] Describe(string written) =>
    [
        GoodRedirect.Parse($"error=access_denied&error_description={written}&state={GoodRedirect.State}").Should().BeOfType<AuthorizationDenied>()
            .Which.ErrorDescription,
        GoodRedirect.Parse($"error_description={written}&error=server_error").Should().BeOfType<AuthorizationFailed>().Which.ErrorDescription,
    ];

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static TestCaseData Row(string name, params object[] arguments) => new TestCaseData(arguments).SetArgDisplayNames(name);
}
