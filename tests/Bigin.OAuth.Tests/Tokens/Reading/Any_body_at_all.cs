using System.Text;
using Bigin.OAuth.Fuzz;
using CsCheck;

namespace Bigin.OAuth.Tests.Tokens.Reading;

/// <summary>The targets of the fuzzer know what has to be true of every body; these are bodies of another making than the fuzzer's.</summary>
[TestOf(typeof(BiginTokenClient))]
public sealed class Any_body_at_all
{
    private static readonly Gen<string> Value = Gen.OneOf(
        Gen.OneOf(
            "\"1000.a.a\"", "\"invalid_code\"", "\"invalid_token\"", "\"success\"", "\"failure\"", "\"Access Denied\"", "\"\\ud800\"", "\"\"", "\"3600\"", "\"-1e999\"", "\"NaN\"",
            "3600", "3600000", "-1", "1e999", "0.1", "null", "true", "[]", "{}", "{\"error\":\"x\"}", "\"https://www.zohoapis.eu\"", "\"https://evil.example:99/\"", "\"https://www.zohoapıs.eu\""),
        Texts.Anything.Select(text => System.Text.Json.JsonSerializer.Serialize(text)));

    private static readonly Gen<string> Member =
        from name in Gen.OneOf(
            "access_token", "access_token", "refresh_token", "api_domain", "expires_in", "expires_in_sec", "scope", "error", "error_description", "status", "acc\\u0065ss_token", "org", "code", "x")
        from value in Value
        select $"\"{name}\":{value}";

    private static readonly Gen<string> Json = Member.Array[0, 7].Select(members => "{" + string.Join(',', members) + "}");

    private static readonly Gen<string> Organization =
        from members in Gen.Select(Gen.OneOf("zgid", "id", "company_name", "x"), Value, (name, value) => $"\"{name}\":{value}").Array[0, 5]
        select "{\"org\":[{" + string.Join(',', members) + "}]}";

    [Test]
    public void Is_answered_where_it_is_bytes_by_chance() => Gen.Byte.Array[0, 200].ForAll(2_000, Run, Convert.ToHexString);

    [Test]
    public void Is_answered_where_it_is_an_object_of_odd_members() => Json.ForAll(2_000, body => Run(Encoding.UTF8.GetBytes(body)));

    [Test]
    public void Is_answered_where_it_names_odd_organizations() => Organization.ForAll(1_000, body => Run(Encoding.UTF8.GetBytes(body)));

    [Test]
    public void Is_answered_where_it_is_JSON_that_was_changed() =>
        (from body in Gen.OneOf(Json, Organization)
         from edits in Gen.Select(Gen.Double.Unit, Gen.Int[0, 3], Gen.OneOf(Gen.OneOf("{"u8[0], "}"u8[0], "\""u8[0], ","u8[0], "\\"u8[0]), Gen.Byte).Array[0, 2]).Array[1, 4]
         select edits.Aggregate(Encoding.UTF8.GetBytes(body), Edit)).ForAll(2_000, Run, Convert.ToHexString);

    private static void Run(byte[] body)
    {
        TokenBodyTarget.Run(body);
        ApiBodyTarget.Run(body);
    }

    private static byte[] Edit(byte[] body, (double Place, int Removed, byte[] Added) edit)
    {
        int start = (int)(edit.Place * (body.Length + 1));
        return [.. body[..start], .. edit.Added, .. body[Math.Min(start + edit.Removed, body.Length)..]];
    }
}
