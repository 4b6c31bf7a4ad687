namespace Bigin.OAuth.Tests.Redirect;

/// <summary>The redirects that Zoho prints in its documentation, and the one that was really seen, exactly.</summary>
[TestOf(typeof(RedirectResponseParser))]
public sealed class Accepted_redirects
{
    private const string BiginCode = "1000.aa75abd2cd57603af9cd152be0a4a724.681a79ac0ad10a7c66713be8dbbe8541";

    // https://www.bigin.com/developer/docs/apis/v2/request-user-grant-permissions.html, its "?code=?code=" included.
    private const string BiginPrinted =
        $"https://www.yourdomain.com/callback?code=?code={BiginCode}&location=us&accounts-server=https%3A%2F%2Faccounts.zoho.com&";

    private const string BiginCorrected =
        $"https://www.yourdomain.com/callback?code={BiginCode}&location=us&accounts-server=https%3A%2F%2Faccounts.zoho.com&";

    // https://www.zoho.com/accounts/protocol/oauth/web-apps/authorization.html
    private const string Accounts =
        "https://oauth.pstmn.io/v1/browser-callback?code=1000.a1110799eac53c491fee9efef8246535.df7da86ff64daa66413e2899e9b7fad7"
        + "&location=in&accounts-server=https://accounts.zoho.in";

    // https://www.zoho.com/phonebridge/developer/v3/auth-request.html: {redirect_uri}&state={state}&code=…, the state before the code.
    private const string PhoneBridge =
        $"https://app.example.com/callback?tenant=7&state={GoodRedirect.State}&code={BiginCode}&location=us&accounts-server=https://accounts.zoho.com";

    // Seen on the live service with most digits of the code left out; zeros stand for them.
    private const string Seen =
        "https://andresarau.com/?code=1000.c46d91f8000000000000000000000000.66c9ec0d000000000000000000000000"
        + "&location=us&accounts-server=https%3A%2F%2Faccounts.zoho.com&";

    private static readonly TestCaseData[] Samples =
    [
        new TestCaseData(BiginPrinted, "?code=" + BiginCode, "us").SetArgDisplayNames("Bigin's sample as printed"),
        new TestCaseData(BiginCorrected, BiginCode, "us").SetArgDisplayNames("Bigin's sample corrected"),
        new TestCaseData(Accounts, "1000.a1110799eac53c491fee9efef8246535.df7da86ff64daa66413e2899e9b7fad7", "in").SetArgDisplayNames("Accounts"),
        new TestCaseData(PhoneBridge, BiginCode, "us").SetArgDisplayNames("PhoneBridge"),
        new TestCaseData(Seen, "1000.c46d91f8000000000000000000000000.66c9ec0d000000000000000000000000", "us").SetArgDisplayNames("really seen"),
    ];

    [TestCaseSource(nameof(Samples))]
    public void Give_the_code_and_the_data_center_once_the_state_is_verified(string redirect, string code, string location)
    {
        string withState = redirect.Contains("state=", StringComparison.Ordinal) ? redirect : $"{redirect}&state={GoodRedirect.State}";

        foreach (var response in new[]
        {
            Client.Parser().Parse(new Uri(withState), GoodRedirect.State),
            Client.Parser().Parse(new Uri(withState), GoodRedirect.Pending),
            Client.Parser().Parse(withState[withState.IndexOf('?', StringComparison.Ordinal)..], GoodRedirect.State),
            Client.Parser().Parse(withState[withState.IndexOf('?', StringComparison.Ordinal)..], GoodRedirect.Pending),
        })
        {
            AssertGranted(response, code, location, isStateVerified: true);
        }
    }

    [TestCaseSource(nameof(Samples))]
    public void Give_the_code_and_the_data_center_as_they_are_where_no_state_is_asked_for(string redirect, string code, string location)
    {
        AssertGranted(Client.Parser().ParseWithoutState(new Uri(redirect)), code, location, isStateVerified: false);
        AssertGranted(
            Client.Parser().ParseWithoutState(redirect[redirect.IndexOf('?', StringComparison.Ordinal)..]), code, location, isStateVerified: false);
    }

    private static void AssertGranted(RedirectResponse response, string code, string location, bool isStateVerified)
    {
        var result = response.Should().BeOfType<AuthorizationResult>().Subject;
        result.Code.Reveal().Should().Be(code);
        result.Location.Should().Be(location);
        result.DataCenter.Should().BeSameAs(Client.Options().FindDataCenter(location));
        result.AccountsServer.Should().Be(result.DataCenter.AccountsServer);
        result.IsStateVerified.Should().Be(isStateVerified);
    }
}
