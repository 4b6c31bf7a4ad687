using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Configuration;

/// <summary>The reader of the message sees the value and asks what is wrong with it.</summary>
[TestOf(typeof(BiginOAuthOptions))]
public sealed class What_is_wrong_with_a_value
{
    private static readonly TestCaseData[] Servers =
    [
        Row("is missing", null),
        Row("is relative", "accounts.example.com"),
        Row("is not https", "http://accounts.example.com"),
        Row("has a query", "https://accounts.example.com?a=b"),
        Row("has a fragment", "https://accounts.example.com#x"),
        Row("holds user info", "https://user@accounts.example.com"),
        Row("has a backslash", "https:\\\\accounts.example.com"),
        Row("has a path", "https://accounts.example.com/oauth"),
        Row("has a host that is not ASCII", "https://äccounts.example.com"),
    ];

    private static readonly TestCaseData[] RedirectUris =
    [
        Row("is missing", null),
        Row("is relative", "/callback"),
        Row("is neither https nor http on a loopback host", "http://app.example.com/callback"),
        Row("has a fragment", "https://app.example.com/callback#x"),
        Row("has user info", "https://user@app.example.com/callback"),
        Row("has a backslash", "https://app.example.com/call\\back"),
        Row("is enclosed in quotes", "\"https://app.example.com/callback\""),
        Row("holds white space or a control character", "https://app.example.com/call back"),
    ];

    private static readonly TestCaseData[] Scopes =
    [
        Row("is empty", ""),
        Row("holds a comma; give each scope an entry of its own", "A.read,B.read"),
        Row("holds a space; give each scope an entry of its own", "A.read B.read"),
        Row("holds a character that RFC 6749 section 3.3 does not allow", "Ä.read"),
    ];

    [TestCaseSource(nameof(Servers))]
    public void Is_said_of_an_accounts_server(string flaw, string? server) =>
        GetMessage(options => options.DataCenters.Add(new DataCenter(ImaginaryDataCenter.Id, GetUri(server)!, new Uri("https://api.example.com"))))
            .Should().Contain($"DataCenters:{DataCenter.All.Count}:AccountsServer {flaw}. ");

    [TestCaseSource(nameof(Servers))]
    public void Is_said_of_an_API_server(string flaw, string? server) =>
        GetMessage(options => options.DataCenters.Add(new DataCenter(ImaginaryDataCenter.Id, new Uri("https://accounts.example.com"), GetUri(server)!)))
            .Should().Contain($"DataCenters:{DataCenter.All.Count}:ApiServer {flaw}. ");

    [TestCaseSource(nameof(RedirectUris))]
    public void Is_said_of_a_redirect_URI(string flaw, string? redirectUri) =>
        GetMessage(options => options.RedirectUri = GetUri(redirectUri)).Should().Contain($"RedirectUri {flaw}. ");

    [TestCaseSource(nameof(Scopes))]
    public void Is_said_of_a_scope(string flaw, string scope) => GetMessage(options => options.Scopes.Add(scope)).Should().Contain($"Scopes:1 {flaw}. ");

    [Test]
    public void Is_said_of_an_argument_of_the_builder_too()
    {
        AuthorizationUrlBuilder builder = Client.Builder();

        GetMessage(() => builder.WithScopes()).Should().StartWith("There are no scopes. Name at least one.");
        GetMessage(() => builder.WithScopes("A.read", "")).Should().StartWith("A scope is empty.");
        GetMessage(() => builder.WithRedirectUri(new Uri("/callback", UriKind.Relative))).Should().StartWith("The redirect URI is relative.");
        GetMessage(() => builder.WithAccessType((AccessType)7)).Should().StartWith("This isn't a valid AccessType.");
        GetMessage(() => builder.WithState("a b")).Should().StartWith("A state is 1 to 512 letters, digits, '-', '.', '_' or '~'.");
        GetMessage(() => builder.WithDataCenter("xx")).Should().StartWith("No entry of DataCenters has this id. Add one, or use the id of another.");
    }

    [Test]
    public void Is_said_of_a_token_that_was_kept()
    {
        GetMessage(() => new AccessToken("a b\u00E9")).Should().StartWith("A token has visible ASCII characters only (RFC 6749 appendix A.12).");
        GetMessage(() => new RefreshToken("a b\u00E9")).Should().StartWith("A token has visible ASCII characters only (RFC 6749 appendix A.17).");
    }

    private static string GetMessage(Action<BiginOAuthOptions> configure) =>
        FluentActions.Invoking(() => new AuthorizationUrlBuilder(Client.Options(configure))).Should().Throw<OptionsValidationException>().Which.Message;

    private static string GetMessage(Func<object> call) => call.Should().Throw<ArgumentException>().Which.Message;

    private static Uri? GetUri(string? address) => address is null ? null : new Uri(address, UriKind.RelativeOrAbsolute);

    private static TestCaseData Row(string flaw, string? value) => new TestCaseData(flaw, value).SetArgDisplayNames(flaw);
}
