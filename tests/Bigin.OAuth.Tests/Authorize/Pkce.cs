using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Bigin.OAuth.Tests.Authorize;

[TestOf(typeof(AuthorizationUrlBuilder))]
public sealed class Pkce
{
    // RFC 7636 section 4.2: code_challenge = BASE64URL-ENCODE(SHA256(ASCII(code_verifier)))
    [Test]
    public void Sends_the_hash_of_the_verifier_that_is_kept()
    {
        AuthorizationRequest request = Client.Builder().WithPkce().Build();

        string verifier = PendingJson.CodeVerifier(request.Pending)!;

        verifier.Should().MatchRegex("^[A-Za-z0-9_-]{43}$");
        Link.Parameter(request, "code_challenge").Should().Be(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));
        Link.Parameter(request, "code_challenge_method").Should().Be("S256");
    }

    [Test]
    public void Never_sends_the_verifier()
    {
        AuthorizationRequest request = Client.Builder().WithPkce().Build();

        request.Url.OriginalString.Should().NotContain(PendingJson.CodeVerifier(request.Pending));
        request.ToString().Should().NotContain(PendingJson.CodeVerifier(request.Pending));
    }

    [Test]
    public void Makes_another_verifier_for_each_of_1000_links()
    {
        AuthorizationUrlBuilder builder = Client.Builder(options => options.UsePkce = true);

        Enumerable.Range(0, 1_000).Select(_ => PendingJson.CodeVerifier(builder.Build().Pending)).Should().OnlyHaveUniqueItems();
    }

    [Test]
    public void Makes_another_verifier_even_where_the_state_is_given()
    {
        AuthorizationUrlBuilder builder = Client.Builder().WithPkce().WithState("s");

        PendingJson.CodeVerifier(builder.Build().Pending).Should().NotBe(PendingJson.CodeVerifier(builder.Build().Pending));
    }

    [Test]
    public void Draws_the_verifier_apart_from_the_state()
    {
        AuthorizationRequest request = Client.Builder().WithPkce().Build();

        PendingJson.CodeVerifier(request.Pending).Should().NotBe(request.State);
    }

    [Test]
    public void Is_off_unless_asked_for()
    {
        AuthorizationRequest request = Client.Builder().Build();

        Link.ParameterNames(request).Should().NotContain(["code_challenge", "code_challenge_method"]);
        request.Pending.ToJson().Should().NotContainEquivalentOf("verifier");
    }
}
