namespace Bigin.OAuth.Tests.Redirect;

[TestOf(typeof(RedirectResponseParser))]
public sealed class Mistakes_of_the_programmer_throw
{
    private static readonly Uri Redirect = new("/callback?" + GoodRedirect.Query, UriKind.Relative);

    [Test]
    public void When_the_expected_state_is_empty()
    {
        Throws<ArgumentException>(() => Client.Parser().Parse(GoodRedirect.Query, "")).ParamName.Should().Be("expectedState");
        Throws<ArgumentException>(() => Client.Parser().Parse(Redirect, "")).ParamName.Should().Be("expectedState");
        Throws<ArgumentException>(() => Client.Parser().Parse("%zz&state=", "")).ParamName.Should().Be("expectedState");
    }

    [Test]
    public void When_the_expected_state_is_null()
    {
        Throws<ArgumentNullException>(() => Client.Parser().Parse(GoodRedirect.Query, (string)null!)).ParamName.Should().Be("expectedState");
        Throws<ArgumentNullException>(() => Client.Parser().Parse(Redirect, (string)null!)).ParamName.Should().Be("expectedState");
    }

    [Test]
    public void When_the_pending_authorization_is_null()
    {
        Throws<ArgumentNullException>(() => Client.Parser().Parse(GoodRedirect.Query, (PendingAuthorization)null!)).ParamName.Should().Be("pending");
        Throws<ArgumentNullException>(() => Client.Parser().Parse(Redirect, (PendingAuthorization)null!)).ParamName.Should().Be("pending");
    }

    [Test]
    public void When_the_code_verifier_would_be_left_behind()
    {
        var parser = Client.Parser(options => options.UsePkce = true);

        foreach (var call in new Action[]
        {
            () => parser.Parse(GoodRedirect.Query, GoodRedirect.State),
            () => parser.Parse(Redirect, GoodRedirect.State),
            () => parser.ParseWithoutState(GoodRedirect.Query),
            () => parser.ParseWithoutState(Redirect),
        })
        {
            Throws<InvalidOperationException>(call).Message.Should()
                .Be("UsePkce is on, so the code verifier is needed later: call Parse with the PendingAuthorization of the request.");
        }
    }

    [Test]
    public void When_there_are_no_options() =>
        Throws<ArgumentNullException>(() => _ = new RedirectResponseParser(null!)).ParamName.Should().Be("options");

    [Test]
    public void But_with_the_pending_authorization_PKCE_works()
    {
        var request = Client.Builder(options => options.UsePkce = true).Build();

        Client.Parser(options => options.UsePkce = true).Parse(GoodRedirect.With(("state", request.State)), request.Pending)
            .Should().BeOfType<AuthorizationResult>().Which.IsStateVerified.Should().BeTrue();
    }

    private static T Throws<T>(Action call)
        where T : Exception => call.Should().ThrowExactly<T>().Which;
}
