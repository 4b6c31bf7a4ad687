namespace Bigin.OAuth.Tests.Redirect;

[TestOf(typeof(RedirectResponseParser))]
public sealed class Without_state_nothing_is_verified
{
    [TestCase(GoodRedirect.Query, TestName = "In_grants_and_refusals_with_and_without_a_state(a grant with a state)")]
    [TestCase($"code=c&location=us&accounts-server={GoodRedirect.AccountsServer}", TestName = "In_grants_and_refusals_with_and_without_a_state(a grant without a state)")]
    [TestCase($"code=c&state=&location=us&accounts-server={GoodRedirect.AccountsServer}", TestName = "In_grants_and_refusals_with_and_without_a_state(a grant with an empty state)")]
    [TestCase("error=access_denied&state=s", TestName = "In_grants_and_refusals_with_and_without_a_state(a denial with a state)")]
    [TestCase("error=access_denied", TestName = "In_grants_and_refusals_with_and_without_a_state(a denial without a state)")]
    [TestCase("error=no_org&state=s", TestName = "In_grants_and_refusals_with_and_without_a_state(a failure with a state)")]
    public void In_grants_and_refusals_with_and_without_a_state(string query)
    {
        foreach (var response in new[] { Client.Parser().ParseWithoutState(query), Client.Parser().ParseWithoutState(new Uri("/callback?" + query, UriKind.Relative)) })
        {
            response.Match(
                granted => granted.IsStateVerified, denied => denied.IsStateVerified, failed => failed.IsStateVerified, rejected => true).Should().BeFalse();
        }
    }

    [TestCase("state=%zz", RedirectRejection.MalformedQuery)]
    [TestCase("state=a&state=a", RedirectRejection.DuplicateParameter)]
    [TestCase("", RedirectRejection.MissingParameter)]
    [TestCase("code=c&location=us&accounts-server=https://accounts.example", RedirectRejection.UnknownDataCenter)]
    public void But_the_other_rules_hold(string query, RedirectRejection reason) =>
        Client.Parser().ParseWithoutState(query).Should().BeOfType<RedirectRejected>().Which.Reason.Should().Be(reason);
}
