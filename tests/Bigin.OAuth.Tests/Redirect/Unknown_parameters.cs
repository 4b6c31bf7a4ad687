using Bigin.OAuth.Fuzz;
using CsCheck;

namespace Bigin.OAuth.Tests.Redirect;

[TestOf(typeof(RedirectResponseParser))]
public sealed class Unknown_parameters
{
    private static readonly string[] Known = ["code", "state", "error", "error_description", "location", "accounts-server", "access_token", "id_token"];

    // Names that are nearly known are the ones that could be mistaken.
    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.OneOf("Code", "CODE", "code[]", "code%00", "%", "%zz", "%FF", "", "x", "state ", "+state", "location.", "accounts_server", "accounts-server%2", "error%5Fdescriptio", "session_state", "iss", "scope", "id%20token", "\uD800"),
        Texts.Anything);

    private static readonly Gen<string> Parameter =
        from name in Name
        from value in Gen.OneOf(Gen.OneOf(null, "", "%", "%zz", "%C0%AF", "=", "code=c", "\0"), Texts.Anything)
        let parameter = Cut(value is null ? name : $"{name.Replace('=', '-')}={value}")
        where !Known.Contains(FindName(parameter))
        select parameter;

    [Test]
    public void Change_no_answer_wherever_they_stand_and_however_often()
    {
        var responses = new List<RedirectResponse>();
        (from parts in RedirectParts.All
         from unknown in Parameter.Array[1, 5]
         from repetitions in Gen.Int[1, 3]
         from places in Gen.Double.Unit.Array[unknown.Length * repetitions]
         select (parts, all: Insert(parts, [.. Enumerable.Repeat(unknown, repetitions).SelectMany(x => x)], places))).ForAll(
            2_000,
            sample =>
            {
                RedirectResponse response = RedirectParts.Answer(sample.parts);
                responses.Add(response);
                GoodRedirect.Describe(RedirectParts.Answer(sample.all)).Should().Be(GoodRedirect.Describe(response));
            },
            sample => $"{string.Join('&', sample.parts)} and {string.Join('&', sample.all.Select(Texts.Readable))}");

        RedirectParts.AllCasesShouldBeAmong(responses);
    }

    private static string Cut(string text) => text.Replace('&', '.').Replace('#', '.');

    private static string FindName(string parameter) => Known.FirstOrDefault(name => new PlainQuery(parameter).GetValues(name).Length > 0) ?? "";

    private static string[] Insert(string[] parts, string[] unknown, double[] places)
    {
        List<string> all = [.. parts];
        foreach ((string parameter, double place) in unknown.Zip(places))
        {
            all.Insert((int)(place * (all.Count + 1)), parameter);
        }

        return [.. all];
    }
}
