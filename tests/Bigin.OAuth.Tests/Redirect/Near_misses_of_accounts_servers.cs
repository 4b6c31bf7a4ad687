using Bigin.OAuth.Fuzz;
using CsCheck;

namespace Bigin.OAuth.Tests.Redirect;

[TestOf(typeof(RedirectResponseParser))]
public sealed class Near_misses_of_accounts_servers
{
    private static readonly Gen<DataCenter> AnyDataCenter = Gen.OneOf([.. DataCenter.All]);

    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.OneOf("/", "//", ".", ":", ":443", ":80", ":0443", "@", "\\", "?", "#", "%", "%2E", "%2F", "-", "http", "s", "S", "com", ".au", ".cn", ".evil.example", "accounts.", "zoho", "zohocloud", "x", " ", "\u017F", "\u212A", "\u0131", "\u3002", "\u200B", "\uFF0E"),
        Texts.Character.Select(character => character.ToString()));

    [Test]
    public void Are_refused_unless_they_are_another_spelling()
    {
        int refused = 0;
        (from dataCenter in AnyDataCenter
         from claimed in AnyDataCenter
         from edits in Gen.Select(Gen.Double.Unit, Gen.Int[0, 2], Piece).Array[1, 3]
         select (claimed, server: edits.Aggregate(dataCenter.AccountsServer.OriginalString, Edit))).ForAll(
            5_000,
            sample =>
            {
                bool isKnown = AccountsServers.Find(sample.server) is not null;
                RedirectResponse response = Answer(sample.server, (AccountsServers.Find(sample.server) ?? sample.claimed).Id);
                (response is AuthorizationResult).Should().Be(isKnown);
                refused += isKnown ? 0 : 1;
            },
            sample => Texts.Readable(sample.server));

        refused.Should().BeGreaterThan(3_000, "edits that leave the server as it is would prove nothing");
    }

    [Test]
    public void Are_told_from_every_allowed_spelling() =>
        (from dataCenter in AnyDataCenter
         from capitals in Gen.Bool.Array[40]
         from port in Gen.OneOf("", ":443")
         from slash in Gen.OneOf("", "/")
         from written in Texts.Written(Capitalize(dataCenter.AccountsServer.OriginalString, capitals) + port + slash)
         from location in Texts.Written(Capitalize(dataCenter.Id, capitals))
         select (dataCenter, written, location)).ForAll(1_000, sample =>
            RedirectParts.Parser.Parse(GoodRedirect.With(("accounts-server", sample.written), ("location", sample.location)), GoodRedirect.State)
                .Should().BeOfType<AuthorizationResult>().Which.DataCenter.Should().BeSameAs(sample.dataCenter));

    private static RedirectResponse Answer(string server, string location) =>
        RedirectParts.Parser.Parse(GoodRedirect.With(("accounts-server", Uri.EscapeDataString(server)), ("location", location)), GoodRedirect.State);

    private static string Edit(string server, (double Place, int Removed, string Added) edit)
    {
        int start = (int)(edit.Place * (server.Length + 1));
        return string.Concat(server.AsSpan(0, start), edit.Added, server.AsSpan(Math.Min(start + edit.Removed, server.Length)));
    }

    private static string Capitalize(string text, bool[] capitals) =>
        string.Concat(text.Select((character, index) => capitals[index] ? char.ToUpperInvariant(character) : character));
}
