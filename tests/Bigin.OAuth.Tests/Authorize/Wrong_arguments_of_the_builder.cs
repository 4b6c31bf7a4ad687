namespace Bigin.OAuth.Tests.Authorize;

[TestOf(typeof(AuthorizationUrlBuilder))]
public sealed class Wrong_arguments_of_the_builder
{
    private static readonly TestCaseData[] Calls =
    [
        Row("no array of scopes", typeof(ArgumentNullException), builder => builder.WithScopes(null!)),
        Row("no scopes", typeof(ArgumentException), builder => builder.WithScopes()),
        Row("an empty scope", typeof(ArgumentException), builder => builder.WithScopes("")),
        Row("a null scope", typeof(ArgumentException), builder => builder.WithScopes("A.read", null!)),
        Row("a scope with a comma", typeof(ArgumentException), builder => builder.WithScopes("A.read,B.read")),
        Row("a scope with a space", typeof(ArgumentException), builder => builder.WithScopes("A.read B.read")),
        Row("a scope with a double quote", typeof(ArgumentException), builder => builder.WithScopes("A\"read")),
        Row("a scope with a backslash", typeof(ArgumentException), builder => builder.WithScopes("A\\read")),
        Row("a scope with a control character", typeof(ArgumentException), builder => builder.WithScopes("A.read\n")),
        Row("a scope with a DEL", typeof(ArgumentException), builder => builder.WithScopes("A.read\u007F")),
        Row("a scope that is not ASCII", typeof(ArgumentException), builder => builder.WithScopes("Ä.read")),
        Row("no data center", typeof(ArgumentNullException), builder => builder.WithDataCenter((DataCenter)null!)),
        Row("no data center id", typeof(ArgumentNullException), builder => builder.WithDataCenter((string)null!)),
        Row("an empty data center id", typeof(ArgumentException), builder => builder.WithDataCenter("")),
        Row("an unknown data center id", typeof(ArgumentException), builder => builder.WithDataCenter("xx")),
        Row("a data center id with a space", typeof(ArgumentException), builder => builder.WithDataCenter("us ")),
        Row(
            "a data center that the map does not hold",
            typeof(ArgumentException),
            builder => builder.WithDataCenter(new DataCenter("xx", new Uri("https://accounts.evil.example"), new Uri("https://evil.example")))),
        Row("no redirect URI", typeof(ArgumentNullException), builder => builder.WithRedirectUri(null!)),
        Row("a relative redirect URI", typeof(ArgumentException), builder => builder.WithRedirectUri(new Uri("/callback", UriKind.Relative))),
        Row("a redirect URI with a fragment", typeof(ArgumentException), builder => builder.WithRedirectUri(new Uri("https://app.example.com/#x"))),
        Row("a redirect URI with an empty fragment", typeof(ArgumentException), builder => builder.WithRedirectUri(new Uri("https://app.example.com/#"))),
        Row("an http redirect URI", typeof(ArgumentException), builder => builder.WithRedirectUri(new Uri("http://app.example.com/callback"))),
        Row("an ftp redirect URI", typeof(ArgumentException), builder => builder.WithRedirectUri(new Uri("ftp://localhost/callback"))),
        Row("an unknown access type", typeof(ArgumentOutOfRangeException), builder => builder.WithAccessType((AccessType)7)),
        Row("no state", typeof(ArgumentNullException), builder => builder.WithState(null!)),
        Row("an empty state", typeof(ArgumentException), builder => builder.WithState("")),
        Row("a state of 513 characters", typeof(ArgumentException), builder => builder.WithState(new string('s', 513))),
        Row("a state with a space", typeof(ArgumentException), builder => builder.WithState("a b")),
        Row("a state with an ampersand", typeof(ArgumentException), builder => builder.WithState("a&b")),
        Row("a state with a percent sign", typeof(ArgumentException), builder => builder.WithState("a%20b")),
        Row("a state with a plus", typeof(ArgumentException), builder => builder.WithState("a+b")),
        Row("a state with a line break", typeof(ArgumentException), builder => builder.WithState("a\r\nb")),
        Row("a state that is not ASCII", typeof(ArgumentException), builder => builder.WithState("ä")),
    ];

    [TestCaseSource(nameof(Calls))]
    public void Throw_an_ArgumentException(Type expected, Func<AuthorizationUrlBuilder, AuthorizationUrlBuilder> call)
    {
        Exception? thrown = Client.Builder().Invoking(call).Should().Throw<ArgumentException>().Which;

        thrown.Should().BeOfType(expected);
    }

    [TestCase("s", TestName = "one character")]
    [TestCase("AZaz09-._~", TestName = "every kind of unreserved character")]
    public void Are_none_for_a_state_of_unreserved_characters(string state) =>
        Client.Builder().WithState(state).Build().State.Should().Be(state);

    [Test]
    public void Are_none_for_a_state_of_512_characters()
    {
        string state = new('s', 512);

        AuthorizationRequest request = Client.Builder().WithState(state).Build();

        request.Pending.State.Should().Be(state);
        Link.Parameter(request, "state").Should().Be(state);
    }

    private static TestCaseData Row(string name, Type expected, Func<AuthorizationUrlBuilder, AuthorizationUrlBuilder> call) =>
        new TestCaseData(expected, call).SetArgDisplayNames(name);
}
