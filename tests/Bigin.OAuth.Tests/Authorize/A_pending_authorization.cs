using System.Text.Json;

namespace Bigin.OAuth.Tests.Authorize;

[TestOf(typeof(PendingAuthorization))]
public sealed class A_pending_authorization
{
    [TestCase(false, TestName = "without PKCE")]
    [TestCase(true, TestName = "with PKCE")]
    public void Comes_back_from_its_JSON(bool pkce)
    {
        PendingAuthorization pending = Client.Builder(options => options.UsePkce = pkce)
            .WithRedirectUri(new Uri("https://App.Example.com/Call%2fBack/?a=%7E")).Build().Pending;

        PendingAuthorization read = PendingAuthorization.FromJson(pending.ToJson());

        read.State.Should().Be(pending.State);
        read.RedirectUri.OriginalString.Should().Be("https://App.Example.com/Call%2fBack/?a=%7E");
        read.CreatedAt.Should().Be(pending.CreatedAt);
        read.ToJson().Should().Be(pending.ToJson());
    }

    [Test]
    public void Is_read_by_TryFromJson_too()
    {
        PendingAuthorization pending = Client.Builder().WithPkce().Build().Pending;

        PendingAuthorization.TryFromJson(pending.ToJson(), out PendingAuthorization? read).Should().BeTrue();

        read!.ToJson().Should().Be(pending.ToJson());
    }

    [Test]
    public void Is_created_at_the_time_of_the_given_clock() =>
        Client.Builder().Build().Pending.CreatedAt.Should().Be(Client.Now);

    [Test]
    public void Is_stored_with_its_verifier()
    {
        PendingAuthorization pending = Client.Builder().WithPkce().Build().Pending;

        PendingJson.CodeVerifier(pending).Should().HaveLength(43);
    }

    [Test]
    public void Is_stored_on_one_line() => Client.Builder().WithPkce().Build().Pending.ToJson().Should().NotContainAny("\n", "\r");

    [Test]
    public void Prints_no_verifier()
    {
        PendingAuthorization pending = Client.Builder().WithPkce().Build().Pending;

        pending.ToString().Should().NotContain(PendingJson.CodeVerifier(pending));
    }

    [Test]
    public void Gives_serializers_no_verifier()
    {
        AuthorizationRequest request = Client.Builder().WithPkce().Build();
        string verifier = PendingJson.CodeVerifier(request.Pending)!;

        JsonSerializer.Serialize(request.Pending).Should().Contain(request.State).And.NotContain(verifier);
        JsonSerializer.Serialize(request).Should().Contain(request.State).And.NotContain(verifier);
    }

    [TestCase("\"codeVerifier\":null", TestName = "a verifier that is null")]
    [TestCase("\"next\":{\"a\":[1,2]}", TestName = "a member that a later version may write")]
    public void Is_read_from_JSON_with(string member)
    {
        PendingAuthorization pending = Client.Builder().Build().Pending;

        PendingAuthorization.FromJson(pending.ToJson().Insert(1, member + ",")).ToJson().Should().Be(pending.ToJson());
    }

    [TestCase(43)]
    [TestCase(128)]
    public void Is_read_with_a_verifier_of_length(int length)
    {
        string verifier = new('v', length);

        PendingJson.CodeVerifier(PendingAuthorization.FromJson(PendingJson.With("codeVerifier", verifier))).Should().Be(verifier);
    }

    [Test]
    public void Is_read_with_a_state_of_512_characters()
    {
        string state = new('s', 512);

        PendingAuthorization.FromJson(PendingJson.With("state", state)).State.Should().Be(state);
    }
}
