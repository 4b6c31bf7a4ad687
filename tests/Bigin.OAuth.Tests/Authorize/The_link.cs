using System.Text.RegularExpressions;

namespace Bigin.OAuth.Tests.Authorize;

[TestOf(typeof(AuthorizationUrlBuilder))]
public sealed class The_link
{
    private const string Start = "https://accounts.zoho.com/oauth/v2/auth?scope=ZohoBigin.org.READ&client_id=1000.GMB0YULZHJK411248S8I5GZ4CHUEX0";

    private const string RedirectUri = "redirect_uri=https%3A%2F%2Fwww.yourdomain.com%2Fcallback";

    private static readonly TestCaseData[] Links =
    [
        Row("as the options say", builder => builder, $"{Start}&response_type=code&access_type=offline&{RedirectUri}&state=s"),
        Row("online", builder => builder.WithAccessType(AccessType.Online), $"{Start}&response_type=code&access_type=online&{RedirectUri}&state=s"),
        Row("offline", builder => builder.WithAccessType(AccessType.Offline), $"{Start}&response_type=code&access_type=offline&{RedirectUri}&state=s"),
        Row("forced", builder => builder.WithForcedConsent(), $"{Start}&response_type=code&access_type=offline&{RedirectUri}&prompt=consent&state=s"),
        Row(
            "three scopes",
            builder => builder.WithScopes(BiginScopes.Org.Read, BiginScopes.Modules.Contacts.Read, "Any.other"),
            "https://accounts.zoho.com/oauth/v2/auth?scope=ZohoBigin.org.READ%2CZohoBigin.modules.contacts.READ%2CAny.other"
            + $"&client_id={Client.Id}&response_type=code&access_type=offline&{RedirectUri}&state=s"),
        Row(
            "from China",
            builder => builder.WithDataCenter(DataCenter.China),
            $"https://accounts.zoho.com.cn/oauth/v2/auth?scope=ZohoBigin.org.READ&client_id={Client.Id}"
            + $"&response_type=code&access_type=offline&{RedirectUri}&state=s"),
        Row(
            "back to another redirect URI",
            builder => builder.WithRedirectUri(new Uri("http://localhost:5000/cb?tenant=1")),
            $"{Start}&response_type=code&access_type=offline&redirect_uri=http%3A%2F%2Flocalhost%3A5000%2Fcb%3Ftenant%3D1&state=s"),
    ];

    [TestCaseSource(nameof(Links))]
    public void Has_the_documented_parameters_in_a_fixed_order(Func<AuthorizationUrlBuilder, AuthorizationUrlBuilder> change, string expected) =>
        change(Client.Builder()).WithState("s").Build().Url.OriginalString.Should().Be(expected);

    [TestCaseSource(nameof(Links))]
    public void Is_left_as_it_is_by_Uri(Func<AuthorizationUrlBuilder, AuthorizationUrlBuilder> change, string expected)
    {
        Uri url = change(Client.Builder()).WithState("s").Build().Url;

        url.AbsoluteUri.Should().Be(expected);
        url.AbsoluteUri.Should().Be(url.OriginalString);
    }

    [Test]
    public void Has_the_challenge_after_the_prompt_and_before_the_state() =>
        Client.Builder().WithForcedConsent().WithPkce().WithState("s").Build().Url.OriginalString.Should().MatchRegex(
            "^" + Regex.Escape($"{Start}&response_type=code&access_type=offline&{RedirectUri}&prompt=consent&code_challenge=")
            + "[A-Za-z0-9_-]{43}" + Regex.Escape("&code_challenge_method=S256&state=s") + "$");

    [Test]
    public void Follows_the_options_where_the_builder_is_not_told_otherwise()
    {
        AuthorizationRequest request = Client.Builder(options =>
        {
            options.AccessType = AccessType.Online;
            options.ForceConsent = true;
            options.UsePkce = true;
            options.HomeDataCenter = "EU";
            options.Scopes.Add(BiginScopes.Modules.All);
        }).Build();

        request.Url.Host.Should().Be("accounts.zoho.eu");
        Link.ParameterNames(request).Should().Equal(
            "scope", "client_id", "response_type", "access_type", "redirect_uri", "prompt", "code_challenge", "code_challenge_method", "state");
        Link.Parameter(request, "scope").Should().Be("ZohoBigin.org.READ,ZohoBigin.modules.ALL");
        Link.Parameter(request, "access_type").Should().Be("online");
        Link.Parameter(request, "prompt").Should().Be("consent");
        Link.Parameter(request, "code_challenge_method").Should().Be("S256");
    }

    [Test]
    public void Never_holds_a_client_secret() =>
        Client.Builder(options =>
        {
            options.ClientSecret = "marker-secret";
            options.ClientSecrets["us"] = "marker-secret-us";
        }).Build().Url.OriginalString.Should().NotContain("marker");

    private static TestCaseData Row(string name, Func<AuthorizationUrlBuilder, AuthorizationUrlBuilder> change, string expected) =>
        new TestCaseData(change, expected).SetArgDisplayNames(name);
}
