namespace Bigin.OAuth.Tests.Authorize;

[TestOf(typeof(AuthorizationUrlBuilder))]
public sealed class Each_With_method
{
    private static readonly TestCaseData[] Changes =
    [
        Row("WithScopes", builder => builder.WithScopes(BiginScopes.Modules.All)),
        Row("WithDataCenter", builder => builder.WithDataCenter(DataCenter.Europe)),
        Row("WithDataCenter by id", builder => builder.WithDataCenter("eu")),
        Row("WithRedirectUri", builder => builder.WithRedirectUri(new Uri("https://other.example.com/"))),
        Row("WithAccessType", builder => builder.WithAccessType(AccessType.Online)),
        Row("WithForcedConsent", builder => builder.WithForcedConsent()),
        Row("WithPkce", builder => builder.WithPkce()),
        Row("WithState", builder => builder.WithState("other")),
    ];

    [TestCaseSource(nameof(Changes))]
    public void Returns_a_new_builder_and_leaves_the_original_as_it_is(Func<AuthorizationUrlBuilder, AuthorizationUrlBuilder> change)
    {
        AuthorizationUrlBuilder original = Client.Builder().WithState("s");
        string before = original.Build().Url.OriginalString;

        AuthorizationUrlBuilder changed = change(original);

        changed.Should().NotBeSameAs(original);
        changed.Build().Url.OriginalString.Should().NotBe(before);
        original.Build().Url.OriginalString.Should().Be(before);
    }

    [Test]
    public void Keeps_what_the_others_changed()
    {
        AuthorizationRequest request = Client.Builder()
            .WithScopes("A.read")
            .WithDataCenter(DataCenter.Europe)
            .WithRedirectUri(new Uri("https://other.example.com/"))
            .WithAccessType(AccessType.Online)
            .WithForcedConsent()
            .WithState("s")
            .Build();

        request.Url.OriginalString.Should().Be(
            $"https://accounts.zoho.eu/oauth/v2/auth?scope=A.read&client_id={Client.Id}&response_type=code&access_type=online"
            + "&redirect_uri=https%3A%2F%2Fother.example.com%2F&prompt=consent&state=s");
    }

    [Test]
    public void Is_not_reached_by_a_later_change_of_the_array_it_was_given()
    {
        string[] scopes = ["A.read"];
        AuthorizationUrlBuilder builder = Client.Builder().WithScopes(scopes);
        scopes[0] = "B.read";

        Link.Parameter(builder.WithState("s").Build(), "scope").Should().Be("A.read");
    }

    private static TestCaseData Row(string name, Func<AuthorizationUrlBuilder, AuthorizationUrlBuilder> change) =>
        new TestCaseData(change).SetArgDisplayNames(name);
}
