namespace Bigin.OAuth.Tests.Authorize;

[TestOf(typeof(AuthorizationRequest))]
public sealed class The_state
{
    [Test]
    public void Is_the_same_in_the_link_the_request_and_the_pending_authorization()
    {
        AuthorizationRequest request = Client.Builder().Build();

        Link.Parameter(request, "state").Should().Be(request.State);
        request.Pending.State.Should().Be(request.State);
    }

    // 32 bytes are 43 characters of base64url: 42 full ones and a last one with 4 bits.
    [Test]
    public void Is_32_bytes_as_base64url() =>
        Client.Builder().Build().State.Should().MatchRegex("^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$");

    [Test]
    public void Is_another_one_for_each_of_10000_links()
    {
        AuthorizationUrlBuilder builder = Client.Builder();
        const int Links = 10_000;

        var states = new HashSet<string>(Enumerable.Range(0, Links).Select(_ => builder.Build().State), StringComparer.Ordinal);

        states.Should().HaveCount(Links);
    }

    // 64 values for each of the first 42 characters: that one is missing after 10,000 draws happens once in e^157 times.
    [Test]
    public void Varies_in_every_character()
    {
        AuthorizationUrlBuilder builder = Client.Builder();
        string[] states = [.. Enumerable.Range(0, 10_000).Select(_ => builder.Build().State)];

        Enumerable.Range(0, 42).Select(position => states.Select(state => state[position]).Distinct().Count()).Should().AllBeEquivalentTo(64);
        states.Select(state => state[42]).Distinct().Should().HaveCount(16);
    }

    [Test]
    public void Is_not_printed_by_the_request()
    {
        AuthorizationRequest request = Client.Builder().Build();

        request.ToString().Should().NotContain(request.State);
        request.Pending.ToString().Should().NotContain(request.State);
    }
}
