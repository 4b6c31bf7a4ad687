namespace Bigin.OAuth.Tests.Redirect;

/// <summary>RFC 6749 appendix A.11: code = 1*VSCHAR, and VSCHAR = %x20-7E. https://www.rfc-editor.org/rfc/rfc6749#appendix-A.11</summary>
[TestOf(typeof(AuthorizationCode))]
public sealed class Codes_are_opaque
{
    private static readonly TestCaseData[] Accepted =
    [
        Row("Bigin's", GoodRedirect.Code),
        Row("with the prefix of other clients", "1004.71c4b3d0aa75abd2cd57603af9cd152b.681a79ac0ad10a7c66713be8dbbe8541"),
        Row("one letter", "c"),
        Row("a space, the first VSCHAR", " "),
        Row("a tilde, the last VSCHAR", "~"),
        Row("words", "a code of words"),
        Row("punctuation", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
        Row("an address", "https://accounts.zoho.com/?code=c&state=s"),
        Row("2,048 characters", new string('c', 2048)),
        Row("2,048 characters that are encoded", new string(' ', 2048)),
    ];

    private static readonly TestCaseData[] Invalid =
    [
        Row("2,049 characters", new string('c', 2049)),
        Row("2,049 characters that are encoded", new string(' ', 2049)),
        Row("8,000 characters", new string('c', 8000)),
        Row("a no-break space, the first after ASCII's controls", "\u00A0"),
        Row("a letter outside ASCII", "1000.é"),
        Row("a full-width digit", "１000.a.b"),
        Row("a byte order mark first", "\uFEFF1000.a.b"),
        Row("a zero-width space last", "1000.a.b\u200B"),
        Row("an emoji", "\U0001F600"),
    ];

    [TestCaseSource(nameof(Accepted))]
    public void And_come_back_as_they_were_sent(string code) =>
        GoodRedirect.Parse(GoodRedirect.With(("code", Uri.EscapeDataString(code)))).Should().BeOfType<AuthorizationResult>()
            .Which.Code.Reveal().Should().Be(code);

    [TestCaseSource(nameof(Invalid))]
    public void But_short_and_of_printable_ASCII(string code)
    {
        foreach (string written in new[] { code.Replace(' ', '+'), Uri.EscapeDataString(code).Replace("%20", "+", StringComparison.Ordinal) })
        {
            GoodRedirect.Parse(GoodRedirect.With(("code", written))).Should().BeOfType<RedirectRejected>()
                .Which.Reason.Should().Be(RedirectRejection.InvalidCode);
        }
    }

    [Test]
    public void And_every_printable_ASCII_character_may_be_in_them()
    {
        string code = string.Concat(Enumerable.Range(0x20, 0x7E - 0x20 + 1).Select(character => (char)character));

        string written = string.Concat(code.Select(character => $"%{(int)character:X2}"));

        GoodRedirect.Parse(GoodRedirect.With(("code", written))).Should().BeOfType<AuthorizationResult>().Which.Code.Reveal().Should().Be(code);
    }

    private static TestCaseData Row(string name, string code) => new TestCaseData(code).SetArgDisplayNames(name);
}
