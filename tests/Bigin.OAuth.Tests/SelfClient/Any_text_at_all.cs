using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.SelfClient;

[TestOf(typeof(SelfClientCodeParser))]
public sealed class Any_text_at_all
{
    private static readonly SelfClientCodeParser Parser =
        new(new BiginOAuthOptions { ClientType = BiginClientType.SelfClient, ClientId = Client.Id }, new FakeTimeProvider(Client.Now));

    private static readonly Gen<string> Value = Gen.OneOf(
        "\"1000.ab.cd\"", "\"\"", "null", "true", "1", "-1", "1e400", "1656472923084", "9999999999999999999999", "[]", "[\"a\"]", "[1]", "{}", "{\"code\":\"x\"}",
        "\"\\uD800\"", "\"\\u0000\"", "\"authorization_code\"", "\"client_credentials\"", "{", "\"");

    private static readonly Gen<string> Member =
        from name in Gen.OneOf("code", "expiry_time", "grant_type", "client_id", "client_secret", "scope", "c\\u006fde", "other", "")
        from value in Value
        select $"\"{name}\":{value}";

    [Test]
    public void Is_a_code_or_a_rejection_where_it_is_text_by_chance() => Texts.Of(Texts.Character, 0, 200).ForAll(3_000, Run, Texts.Readable);

    [Test]
    public void Is_a_code_or_a_rejection_where_it_is_like_the_file() =>
        (from members in Member.Array[0, 7]
         from ends in Gen.OneOf(("{", "}"), ("{", ""), ("\uFEFF{", "}\r\n"), ("[{", "}]"), ("{", "},"))
         select ends.Item1 + string.Join(',', members) + ends.Item2).ForAll(5_000, Run, Texts.Readable);

    private static void Run(string text)
    {
        if (Parser.Parse(text, DataCenter.UnitedStates) is SelfClientCode code)
        {
            code.Code.Reveal().Should().NotBeEmpty().And.MatchRegex("^[\\x21-\\x7E]{1,2048}$");
            code.Code.IsExpired(Client.Now).Should().BeFalse();
            code.Code.ExpiresAt.Should().BeOnOrBefore(Client.Now.AddMinutes(11));
        }
    }
}
