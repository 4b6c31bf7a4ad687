using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Consent_that_was_given
{
    [Test]
    public async Task Is_remembered_for_the_same_scopes()
    {
        await using Host host = await Host.StartAsync();
        await host.Emulator.AcceptAsync(host.Links.Build().Url, "one@example.com");

        HttpResponseMessage answer = await ReturnAsync(host, host.Links, "one@example.com");

        answer.Headers.Location!.OriginalString.Should().StartWith(Host.RedirectUri).And.Contain("&code=1000.");
    }

    [Test]
    public async Task Is_asked_again_when_the_link_forces_it()
    {
        await using Host host = await Host.StartAsync();
        await host.Emulator.AcceptAsync(host.Links.Build().Url, "one@example.com");

        HttpResponseMessage answer = await ReturnAsync(host, host.Links.WithForcedConsent(), "one@example.com");

        (await answer.Content.ReadAsStringAsync()).Should().Contain("data-step=\"consent\"");
    }

    [Test]
    public async Task Is_asked_again_for_a_scope_more()
    {
        await using Host host = await Host.StartAsync();
        await host.Emulator.AcceptAsync(host.Links.Build().Url, "one@example.com");

        HttpResponseMessage answer = await ReturnAsync(host, host.Links.WithScopes(BiginScopes.Org.Read, BiginScopes.Users.Read), "one@example.com");

        (await answer.Content.ReadAsStringAsync()).Should().Contain("data-step=\"consent\"");
    }

    [Test]
    public async Task Is_not_remembered_when_the_user_rejected()
    {
        await using Host host = await Host.StartAsync();
        await host.Emulator.RejectAsync(host.Links.Build().Url, "one@example.com");

        HttpResponseMessage answer = await ReturnAsync(host, host.Links, "one@example.com");

        (await answer.Content.ReadAsStringAsync()).Should().Contain("data-step=\"consent\"");
    }

    [TestCase("700000101", false)]
    [TestCase("700000102", true)]
    public async Task Holds_for_the_organization_that_was_picked(string organization, bool isAsked)
    {
        await using Host host = await Host.StartAsync();
        await host.Emulator.AcceptAsync(host.Links.Build().Url, "three@example.com", "700000101");
        using var visitor = new Visitor();

        HttpResponseMessage picker = await visitor.FollowAsync(await visitor.SignInAsync(host.Links.Build().Url, "three@example.com"));
        HttpResponseMessage answer = await visitor.SubmitAsync(picker, new() { ["organization"] = organization }, form: 1);

        (await answer.Content.ReadAsStringAsync()).Contains("data-step=\"consent\"", StringComparison.Ordinal).Should().Be(isAsked);
    }

    private static async Task<HttpResponseMessage> ReturnAsync(Host host, AuthorizationUrlBuilder links, string user)
    {
        using var visitor = new Visitor();
        return await visitor.FollowAsync(await visitor.SignInAsync(links.Build().Url, user));
    }
}
