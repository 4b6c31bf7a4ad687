namespace Bigin.OAuth.Tests.Redirect;

[TestOf(typeof(AuthorizationFailed))]
public sealed class Errors_are_answers
{
    // RFC 6749 section 4.1.2.1, without access_denied: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
    private static readonly string[] Named =
        ["invalid_request", "unauthorized_client", "unsupported_response_type", "invalid_scope", "server_error", "temporarily_unavailable"];

    // Zoho's own, an unknown one, and the whole set of characters that the RFC allows.
    private static readonly string[] Unnamed =
        ["no_org", "general_error", "ACCESS_DENIED", "access_denied ", "Access Denied", "!#$%&'()*+,-./:;<=>?@[]^_`{|}~"];

    // A denial was never captured: whether state, location, accounts-server and error_description come with it is not known.
    private static IEnumerable<TestCaseData> Companions() =>
        from state in new[] { "", $"&state={GoodRedirect.State}" }
        from location in new[] { "", "&location=us", "&location=xx" }
        from server in new[] { "", $"&accounts-server={GoodRedirect.AccountsServer}", "&accounts-server=https://accounts.example" }
        from description in new[] { "", "&error_description=why" }
        let companions = state + location + server + description
        select new TestCaseData(companions, state.Length > 0, description.Length > 0 ? "why" : null)
            .SetArgDisplayNames(companions.Length == 0 ? "alone" : companions);

    [TestCaseSource(nameof(Companions))]
    public void That_deny_with_and_without_companions(string companions, bool isStateVerified, string? description)
    {
        var denied = GoodRedirect.Parse("error=access_denied" + companions).Should().BeOfType<AuthorizationDenied>().Subject;

        denied.Error.Should().Be("access_denied");
        denied.ErrorDescription.Should().Be(description);
        denied.IsStateVerified.Should().Be(isStateVerified);
    }

    [TestCaseSource(nameof(Companions))]
    public void That_fail_with_and_without_companions(string companions, bool isStateVerified, string? description)
    {
        var failed = GoodRedirect.Parse("error=no_org" + companions).Should().BeOfType<AuthorizationFailed>().Subject;

        failed.Error.Should().Be("no_org");
        failed.ErrorDescription.Should().Be(description);
        failed.IsStateVerified.Should().Be(isStateVerified);
    }

    [TestCaseSource(nameof(Named))]
    [TestCaseSource(nameof(Unnamed))]
    public void That_keep_the_name_as_it_was_sent(string error)
    {
        var response = GoodRedirect.Parse($"error={Uri.EscapeDataString(error)}&state={GoodRedirect.State}");

        var failed = response.Should().BeOfType<AuthorizationFailed>().Subject;
        failed.Error.Should().Be(error);
        failed.IsNoOrganization.Should().Be(error == "no_org");
        failed.IsStateVerified.Should().BeTrue();
    }

    [TestCase("access_denied")]
    [TestCase("no_org")]
    [TestCase("server_error")]
    public void But_not_with_another_state(string error) =>
        GoodRedirect.Parse($"error={error}&state=other").Should().BeOfType<RedirectRejected>()
            .Which.Reason.Should().Be(RedirectRejection.StateMismatch);

    [TestCase("access_denied")]
    [TestCase("no_org")]
    public void And_an_empty_state_is_none(string error) =>
        GoodRedirect.Parse($"error={error}&state=").Match(
            granted => true, denied => denied.IsStateVerified, failed => failed.IsStateVerified, rejected => true).Should().BeFalse();

    [Test]
    public void Even_where_the_data_center_is_not_allowed() =>
        Client.Parser(options => options.AllowedDataCenters.Add("eu"))
            .Parse($"error=access_denied&state={GoodRedirect.State}&location=us&accounts-server={GoodRedirect.AccountsServer}", GoodRedirect.State)
            .Should().BeOfType<AuthorizationDenied>();

    [Test]
    public void Even_beside_an_empty_code() =>
        GoodRedirect.Parse($"code=&error=access_denied&state={GoodRedirect.State}").Should().BeOfType<AuthorizationDenied>();

    [Test]
    public void That_print_none_of_the_words_in_them()
    {
        GoodRedirect.Parse("error=access_denied&error_description=words").ToString().Should().Contain("AuthorizationDenied").And.NotContain("words");
        GoodRedirect.Parse("error=strange&error_description=words").ToString().Should()
            .Contain("AuthorizationFailed").And.NotContain("words").And.NotContain("strange");
    }
}
