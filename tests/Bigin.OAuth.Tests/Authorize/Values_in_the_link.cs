namespace Bigin.OAuth.Tests.Authorize;

[TestOf(typeof(AuthorizationUrlBuilder))]
public sealed class Values_in_the_link
{
    // RFC 3986 section 2.1 and 2.3: UTF-8 bytes as %XX in upper case, and ALPHA / DIGIT / "-" / "." / "_" / "~" as they are.
    [TestCase("abcXYZ019-._~", "abcXYZ019-._~", TestName = "unreserved characters stay")]
    [TestCase("a b", "a%20b", TestName = "a space is %20, not a plus")]
    [TestCase("a+b", "a%2Bb", TestName = "a plus is %2B")]
    [TestCase(":/?#[]@!$&'()*+,;=", "%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D", TestName = "reserved characters are all encoded")]
    [TestCase("100%41", "100%2541", TestName = "a percent sign is encoded, even before two hex digits")]
    [TestCase("\"<>\\^`{|}", "%22%3C%3E%5C%5E%60%7B%7C%7D", TestName = "what is neither reserved nor unreserved is encoded")]
    public void Are_percent_encoded(string clientId, string encoded)
    {
        Uri url = Client.Builder(options => options.ClientId = clientId).Build().Url;

        url.OriginalString.Should().Contain($"&client_id={encoded}&");
        url.AbsoluteUri.Should().Be(url.OriginalString);
    }

    [Test]
    public void Are_encoded_as_UTF8_where_they_are_not_ASCII() =>
        Client.Builder().WithRedirectUri(new Uri("https://app.example.com/é€𝄞")).Build().Url.OriginalString
            .Should().Contain("&redirect_uri=https%3A%2F%2Fapp.example.com%2F%C3%A9%E2%82%AC%F0%9D%84%9E&");

    [Test]
    public void Are_separated_by_an_encoded_comma_where_they_are_scopes() =>
        Client.Builder().WithScopes("A.read", "B.read", "C:read/x").Build().Url.OriginalString
            .Should().Contain("?scope=A.read%2CB.read%2CC%3Aread%2Fx&");
}
