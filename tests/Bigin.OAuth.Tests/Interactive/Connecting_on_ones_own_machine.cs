using System.Net;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Interactive;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Interactive;

[TestOf(typeof(BiginInteractiveConnector))]
public sealed class Connecting_on_ones_own_machine
{
    [Test]
    public async Task Stores_the_connection_and_says_so_in_the_browser()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser();

        string page = await browser.ReadAsync(await host.AcceptAsync(link));

        (await outcome).Should().BeOfType<ConnectedOutcome>().Which.Connection.Organization!.Name.Should().Be("Acorn Books");
        page.Should().Contain("Connected to Bigin").And.Contain("Acorn Books");
        (await host.Connections.FindAsync(InteractiveHost.Key))!.Status.Should().Be(ConnectionStatus.Active);
    }

    [Test]
    public async Task Tells_of_a_person_who_rejects()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser();

        string page = await browser.ReadAsync(await host.Emulator.RejectAsync(link, "one@example.com"));

        (await outcome).Should().BeOfType<AuthorizationDeniedOutcome>().Which.Denial.IsStateVerified.Should().BeTrue();
        page.Should().Contain("You rejected the request");
        (await host.Connections.FindAsync(InteractiveHost.Key)).Should().BeNull();
    }

    [Test]
    public async Task Tells_of_a_person_without_organization()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        string none = host.Emulator.Users.First(user => user.Organizations.Count == 0).Email;
        Uri redirect = await host.AcceptAsync(link, none);
        using var browser = new LoopbackBrowser();

        string page = await browser.ReadAsync(redirect.OriginalString.Contains("state=", StringComparison.Ordinal) ? redirect : new Uri($"{redirect.OriginalString}&state={State.Of(link)}"));

        (await outcome).Should().BeOfType<AuthorizationFailedOutcome>().Which.Failure.IsNoOrganization.Should().BeTrue();
        page.Should().Contain("belongs to no Bigin organization");
    }

    [Test]
    public async Task Tells_of_a_code_that_Bigin_does_not_take()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.HtmlError);
        using var browser = new LoopbackBrowser();

        string page = await browser.ReadAsync(await host.AcceptAsync(link));

        (await outcome).Should().BeOfType<ConnectFailedOutcome>().Which.Error.Kind.Should().Be(TokenErrorKind.UnreadableResponse);
        page.Should().Contain("Not connected");
    }

    [Test]
    public async Task Tells_that_Bigin_sent_no_refresh_token()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        await host.ConnectAsync();

        (await host.ConnectAsync()).Should().BeOfType<RefreshTokenMissingOutcome>().Which.DataCenter.Id.Should().Be("us");
    }

    [Test]
    public async Task Changes_nothing_where_the_person_picks_another_organization()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync(configureClient: options => options.ForceConsent = true);
        await host.ConnectAsync("three@example.com", "Birch Bicycles");
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser();

        string page = await browser.ReadAsync(await host.AcceptAsync(link, "one@example.com"));

        DifferentOrganizationOutcome different = (await outcome).Should().BeOfType<DifferentOrganizationOutcome>().Subject;
        (different.Current.Organization!.Name, different.Picked!.Name).Should().Be(("Birch Bicycles", "Acorn Books"));
        page.Should().Contain("You picked another organization");
    }

    [Test]
    public async Task Moves_to_another_organization_where_the_caller_allows_it_and_asks_for_consent_anew()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        await host.ConnectAsync("three@example.com", "Birch Bicycles");
        await host.ConnectAsync();

        InteractiveConnectOutcome outcome = await host.ConnectAsync("one@example.com", change: OrganizationChange.Allow);

        outcome.Should().BeOfType<ConnectedOutcome>().Which.Connection.Organization!.Name.Should().Be("Acorn Books");
    }

    [Test]
    public async Task Shows_nothing_where_the_store_cannot_work()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync(build: builder => builder.UseConnectionStore<BrokenStore>());

        Func<Task> connecting = () => host.Connector.ConnectAsync(InteractiveHost.Key);

        (await connecting.Should().ThrowAsync<BiginConnectionException>()).Which.Reason.Should().Be(ConnectionFailure.StoreFailed);
        host.Prompt.HasShown.Should().BeFalse();
        FreePorts.IsFree(host.Port).Should().BeTrue();
    }

    [Test]
    public async Task Throws_and_says_so_in_the_browser_where_the_store_fails_after_the_consent()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync(build: builder => builder.UseConnectionStore<BrokenStore>());
        BrokenStore store = (BrokenStore)host.Services.GetRequiredService<IBiginConnectionStore>();
        store.Works = true;
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        store.Works = false;
        using var browser = new LoopbackBrowser();

        string page = await browser.ReadAsync(await host.AcceptAsync(link));

        await outcome.Invoking(it => it).Should().ThrowAsync<BiginConnectionException>();
        page.Should().Contain("could not save the connection");
        FreePorts.IsFree(host.Port).Should().BeTrue();
    }

    [TestCase("")]
    [TestCase("a\u0000b")]
    public async Task Refuses_a_bad_key_before_anything_is_shown(string key)
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();

        await host.Connector.Invoking(it => it.ConnectAsync(key)).Should().ThrowAsync<ArgumentException>();

        host.Prompt.HasShown.Should().BeFalse();
    }

    [Test]
    public async Task Refuses_to_begin_without_a_client_secret()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync(build: builder => builder.Services.PostConfigure<BiginOAuthOptions>(options =>
        {
            options.ClientSecret = null;
            options.ClientSecrets.Clear();
        }));

        (await host.Connector.Invoking(it => it.ConnectAsync(InteractiveHost.Key)).Should().ThrowAsync<InvalidOperationException>()).WithMessage("*Set ClientSecret*");
        host.Prompt.HasShown.Should().BeFalse();
    }

    [Test]
    public async Task Is_done_by_the_program_where_it_only_asks_for_the_answer()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        Task<InteractiveAuthorization> authorization = host.Connector.AuthorizeAsync();
        Uri link = (await host.Prompt.NextAsync(authorization)).Url;
        using var browser = new LoopbackBrowser();

        string page = await browser.ReadAsync(await host.AcceptAsync(link));

        var granted = (await authorization).Should().BeOfType<Answered>().Which.Response.Should().BeOfType<AuthorizationResult>().Subject;
        page.Should().Contain("You accepted");
        host.Emulator.Requests.Should().NotContain(request => request.Path == "/oauth/v2/token");
        (await host.Connections.ConnectAsync(InteractiveHost.Key, granted)).Should().BeOfType<Connected>();
    }

    [Test]
    public async Task Uses_the_same_link_again_where_the_tab_was_closed()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        await host.AcceptAsync(link); // and the tab is closed before it comes back
        using var browser = new LoopbackBrowser();

        await browser.ReadAsync(await host.AcceptAsync(link));

        (await outcome).Should().BeOfType<ConnectedOutcome>();
    }

    [Test]
    public async Task Sends_the_browser_on_to_an_address_without_the_code()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser(followsRedirects: false);

        using HttpResponseMessage first = await browser.GetAsync(await host.AcceptAsync(link));
        using HttpResponseMessage last = await browser.GetAsync(new Uri(host.RedirectUri, first.Headers.Location!));

        first.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        first.Headers.Location!.OriginalString.Should().Be("/callback");
        last.StatusCode.Should().Be(HttpStatusCode.OK);
        (await outcome).Should().BeOfType<ConnectedOutcome>();
    }
}
