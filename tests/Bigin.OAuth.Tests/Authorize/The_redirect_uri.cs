namespace Bigin.OAuth.Tests.Authorize;

[TestOf(typeof(AuthorizationUrlBuilder))]
public sealed class The_redirect_uri
{
    private static readonly string[] RedirectUris =
    [
        "https://app.example.com",
        "https://app.example.com/",
        "https://App.Example.COM/CallBack",
        "HTTPS://app.example.com/callback",
        "https://app.example.com/callback/",
        "https://app.example.com:443/callback",
        "https://app.example.com/callback?tenant=7&next=%2Fhome",
        "https://app.example.com/callback?",
        "https://app.example.com/%63allback/%7Eme/%2f%2F",
        "https://app.example.com/a/../b/./c//d",
        "https://app.example.com/caf%C3%A9",
        "https://app.example.com/café",
        "https://app.example.com/a%23b",
        "http://localhost:5000/callback",
        "http://127.0.0.1:5000/callback",
        "http://[::1]:5000/callback",
    ];

    [TestCaseSource(nameof(RedirectUris))]
    public void Is_sent_exactly_as_the_options_have_it(string redirectUri)
    {
        AuthorizationRequest request = Client.Builder(options => options.RedirectUri = new Uri(redirectUri)).Build();

        Link.Parameter(request, "redirect_uri").Should().Be(redirectUri);
        request.Pending.RedirectUri.OriginalString.Should().Be(redirectUri);
        request.Url.AbsoluteUri.Should().Be(request.Url.OriginalString);
    }

    [TestCaseSource(nameof(RedirectUris))]
    public void Is_sent_exactly_as_the_builder_is_given_it(string redirectUri)
    {
        AuthorizationRequest request = Client.Builder().WithRedirectUri(new Uri(redirectUri)).Build();

        Link.Parameter(request, "redirect_uri").Should().Be(redirectUri);
        request.Pending.RedirectUri.OriginalString.Should().Be(redirectUri);
    }
}
