using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Round_trips_over_Kestrel
{
    [TestCase("one@example.com", null, "us", TestName = "A user of one organization")]
    [TestCase("three@example.com", "Birch Bicycles", "us", TestName = "A user of three organizations, by name")]
    [TestCase("three@example.com", "700000103", "us", TestName = "A user of three organizations, by id")]
    [TestCase("europe@example.com", null, "eu", TestName = "A user of another data center")]
    public async Task Bring_a_verified_code_of_the_users_data_center(string user, string? organization, string location)
    {
        await using Host host = await Host.StartAsync();
        AuthorizationRequest request = host.Links.Build();

        Uri redirect = await host.Emulator.AcceptAsync(request.Url, user, organization);

        var result = host.Parser.Parse(redirect, request.Pending).Should().BeOfType<AuthorizationResult>().Subject;
        result.IsStateVerified.Should().BeTrue();
        result.Location.Should().Be(location);
        result.AccountsServer.Should().Be(host.Emulator.DataCenters.Single(x => x.Id == location).AccountsServer);
        result.Code.Reveal().Should().MatchRegex("^1000\\.[0-9a-f]{32}\\.[0-9a-f]{32}$");
    }

    [Test]
    public async Task Bring_a_denial_when_the_user_rejects()
    {
        await using Host host = await Host.StartAsync();
        AuthorizationRequest request = host.Links.Build();

        Uri redirect = await host.Emulator.RejectAsync(request.Url, "three@example.com", "Acorn Books");

        host.Parser.Parse(redirect, request.Pending).Should().BeOfType<AuthorizationDenied>().Which.IsStateVerified.Should().BeTrue();
    }

    [Test]
    public async Task Bring_a_failure_when_the_user_has_no_organization()
    {
        await using Host host = await Host.StartAsync();
        AuthorizationRequest request = host.Links.Build();

        Uri redirect = await host.Emulator.AcceptAsync(request.Url, "none@example.com");

        host.Parser.Parse(redirect, request.Pending).Should().BeOfType<AuthorizationFailed>().Which.IsNoOrganization.Should().BeTrue();
    }

    [Test]
    public async Task Work_from_China_when_the_link_starts_there()
    {
        await using Host host = await Host.StartAsync();
        AuthorizationRequest request = host.Links.WithDataCenter(DataCenter.China).Build();

        Uri redirect = await host.Emulator.AcceptAsync(request.Url, "china@example.com");

        host.Parser.Parse(redirect, request.Pending).Should().BeOfType<AuthorizationResult>().Which.Location.Should().Be("cn");
    }

    [Test]
    public async Task Keep_the_state_forced_consent_and_PKCE_of_the_request()
    {
        await using Host host = await Host.StartAsync(configure: options => options.UsePkce = true);
        AuthorizationRequest request = host.Links.WithForcedConsent().WithState("a~b.c_d-1").Build();

        Uri redirect = await host.Emulator.AcceptAsync(request.Url, "one@example.com");

        host.Parser.Parse(redirect, PendingAuthorization.FromJson(request.Pending.ToJson())).Should().BeOfType<AuthorizationResult>();
    }

    [Test]
    public async Task Let_a_code_expire_by_the_emulators_clock()
    {
        await using Host host = await Host.StartAsync();
        host.Emulator.Clock.Stop();
        AuthorizationRequest request = host.Links.Build();
        Uri redirect = await host.Emulator.AcceptAsync(request.Url, "one@example.com");
        var result = (AuthorizationResult)host.Parser.Parse(redirect, request.Pending);

        host.Clock.Should().BeSameAs(host.Emulator.Clock);
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(59));
        result.Code.IsExpired(host.Clock.GetUtcNow()).Should().BeFalse();
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));
        result.Code.IsExpired(host.Clock.GetUtcNow()).Should().BeTrue();
    }

    [TestCase("nobody@example.com", null, "*No user has this address*one@example.com*", TestName = "An unknown user")]
    [TestCase("one@example.com", "Birch Bicycles", "*doesn't belong to this organization*Acorn Books (700000101)*", TestName = "An organization of others")]
    public async Task Refuse_a_person_that_does_not_exist(string user, string? organization, string message)
    {
        await using Host host = await Host.StartAsync();

        Func<Task> accept = () => host.Emulator.AcceptAsync(host.Links.Build().Url, user, organization);

        await accept.Should().ThrowAsync<ArgumentException>().WithMessage(message);
    }

    [Test]
    public async Task Ask_which_organization_is_meant_where_there_are_several()
    {
        await using Host host = await Host.StartAsync();

        Func<Task> accept = () => host.Emulator.AcceptAsync(host.Links.Build().Url, "three@example.com");

        await accept.Should().ThrowAsync<InvalidOperationException>().WithMessage("*several organizations*");
    }

    [Test]
    public async Task Refuse_a_link_to_another_server()
    {
        await using Host host = await Host.StartAsync();

        Func<Task> accept = () => host.Emulator.AcceptAsync(Client.Builder().Build().Url, "one@example.com");

        await accept.Should().ThrowAsync<ArgumentException>().WithMessage("*doesn't lead to this emulator*");
    }

    [Test]
    public async Task Say_which_error_page_came_instead()
    {
        await using Host host = await Host.StartAsync();

        Func<Task> accept = () => host.Emulator.AcceptAsync(host.Links.WithScopes("ZohoBigin.orgs.READ").Build().Url, "one@example.com");

        await accept.Should().ThrowAsync<InvalidOperationException>().WithMessage("*Invalid OAuth scope*");
    }

    [Test]
    public async Task Can_be_made_by_many_at_once()
    {
        await using Host host = await Host.StartAsync(options => options.CodesPerTenMinutes = int.MaxValue);

        RedirectResponse[] answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            AuthorizationRequest request = host.Links.Build();
            return host.Parser.Parse(await host.Emulator.AcceptAsync(request.Url, "one@example.com"), request.Pending);
        }));

        answers.Should().AllBeOfType<AuthorizationResult>();
        answers.Cast<AuthorizationResult>().Select(answer => answer.Code.Reveal()).Should().OnlyHaveUniqueItems();
    }
}
