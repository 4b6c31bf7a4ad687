using CsCheck;

namespace Bigin.OAuth.Tests.Redirect;

[TestOf(typeof(RedirectResponseParser))]
public sealed class The_order_of_parameters
{
    [Test]
    public void Changes_no_answer()
    {
        var responses = new List<RedirectResponse>();
        (from parts in RedirectParts.All
         from shuffled in Gen.Shuffle((string[])[.. parts])
         select (parts, shuffled)).ForAll(
            2_000,
            sample =>
            {
                RedirectResponse response = RedirectParts.Answer(sample.parts);
                responses.Add(response);
                Told(RedirectParts.Answer(sample.shuffled)).Should().Be(Told(response));
            },
            sample => $"{string.Join('&', sample.parts)} and {string.Join('&', sample.shuffled)}");

        RedirectParts.AllCasesShouldBeAmong(responses);
    }

    // Where two parameters have the same flaw, the first is named.
    private static string Told(RedirectResponse response) =>
        response is RedirectRejected rejected ? rejected.Reason.ToString() : GoodRedirect.Describe(response);
}
