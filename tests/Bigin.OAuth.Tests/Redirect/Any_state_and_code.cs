using CsCheck;

namespace Bigin.OAuth.Tests.Redirect;

[TestOf(typeof(RedirectResponseParser))]
public sealed class Any_state_and_code
{
    private static readonly Gen<char> Unreserved = Gen.OneOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".ToCharArray());

    // Letters, marks and signs of many writings, pictures beyond the first 65,536 characters, and the joiners.
    private static readonly Gen<string> Printable = Gen.OneOf("a", " ", "+", "%41", "&", "=", "#", "é", "拒", "ن\u200Cب", "न\u094D\u200Dय", "\U0001F600", "\uFF21", "~").Array[1, 60].Select(string.Concat);

    [Test]
    public void Come_back_as_they_were_sent_however_they_are_written() =>
        (from state in Texts.Of(Unreserved, 1, 512)
         from code in Texts.Of(Texts.Visible, 1, 2048)
         from writtenState in Texts.Written(state)
         from writtenCode in Texts.Written(code)
         where writtenState.Length + writtenCode.Length < 8000
         select (state, code, query: GoodRedirect.With(("state", writtenState), ("code", writtenCode)))).ForAll(400, sample =>
        {
            PendingAuthorization pending = Client.Builder().WithState(sample.state).Build().Pending;

            var granted = RedirectParts.Parser.Parse("?" + sample.query, pending).Should().BeOfType<AuthorizationResult>().Subject;

            granted.Code.Reveal().Should().Be(sample.code);
            granted.IsStateVerified.Should().BeTrue();
            string another = sample.state[..^1] + (sample.state[^1] == 'x' ? 'y' : 'x');
            RedirectParts.Parser.Parse("?" + sample.query, another).Should().BeOfType<RedirectRejected>().Which.Reason.Should().Be(RedirectRejection.StateMismatch);
        });

    [Test]
    public void Come_with_any_description_of_an_error() =>
        (from description in Printable
         from written in Texts.Written(description)
         select (description, written)).ForAll(400, sample =>
            RedirectParts.Parser.Parse($"?error=server_error&error_description={sample.written}", GoodRedirect.State)
                .Should().BeOfType<AuthorizationFailed>().Which.ErrorDescription.Should().Be(sample.description));
}
