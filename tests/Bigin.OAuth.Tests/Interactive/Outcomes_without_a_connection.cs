using Bigin.OAuth.Emulator;
using Bigin.OAuth.Interactive;

namespace Bigin.OAuth.Tests.Interactive;

[TestOf(typeof(BiginInteractiveConnector))]
public sealed class Outcomes_without_a_connection
{
    [TestCase("rejected", typeof(AuthorizationDeniedOutcome), "AuthorizationDeniedOutcome { ")]
    [TestCase("an error", typeof(AuthorizationFailedOutcome), "AuthorizationFailedOutcome { ")]
    [TestCase("no tokens", typeof(ConnectFailedOutcome), "ConnectFailedOutcome { ")]
    [TestCase("no refresh token", typeof(RefreshTokenMissingOutcome), "RefreshTokenMissingOutcome { ")]
    [TestCase("another organization", typeof(DifferentOrganizationOutcome), "DifferentOrganizationOutcome { Current = Acorn Books")]
    public async Task Are_described_for_logs_without_a_secret(string cause, Type type, string description)
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync(
            configureClient: options => options.AccessType = cause == "no refresh token" ? AccessType.Online : AccessType.Offline);
        if (cause == "another organization")
        {
            await host.ConnectAsync();
        }

        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        Uri redirect = cause switch
        {
            "rejected" => State.Answer(link, "error=access_denied"),
            "an error" => State.Answer(link, "error=server_error"),
            "another organization" => await host.AcceptAsync(link, "europe@example.com"),
            _ => await host.AcceptAsync(link),
        };
        if (cause == "no tokens")
        {
            host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Error("invalid_client"));
        }

        using var browser = new LoopbackBrowser();
        await browser.ReadAsync(redirect);

        InteractiveConnectOutcome ended = await outcome.WaitAsync(Hang.Limit);
        ended.Should().BeOfType(type);
        ended.ToString().Should().StartWith(description).And.NotContain("1000.");
    }

    [TestCase("access_denied", typeof(AuthorizationDenied), "You rejected the request")]
    [TestCase("server_error", typeof(AuthorizationFailed), "Bigin could not go on")]
    public async Task Are_shown_in_the_browser_where_the_program_only_asks_for_consent(string error, Type type, string shown)
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        Task<InteractiveAuthorization> authorization = host.Connector.AuthorizeAsync();
        Uri link = (await host.Prompt.NextAsync(authorization)).Url;
        using var browser = new LoopbackBrowser();

        string page = await browser.ReadAsync(State.Answer(link, $"error={error}"));

        (await authorization.WaitAsync(Hang.Limit)).Should().BeOfType<Answered>().Which.Response.Should().BeOfType(type);
        page.Should().Contain(shown);
        host.Emulator.Requests.Should().NotContain(request => request.Path == "/oauth/v2/token");
    }

    [Test]
    public async Task Are_not_returned_for_invalid_arguments_which_throw()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();

        await host.Awaiting(it => it.Connector.ConnectAsync("")).Should().ThrowAsync<ArgumentException>().WithParameterName("key");
        await host.Awaiting(it => it.Connector.ConnectAsync(InteractiveHost.Key, (OrganizationChange)7)).Should().ThrowAsync<ArgumentOutOfRangeException>().WithParameterName("organizationChange");
        FreePorts.IsFree(host.Port).Should().BeTrue();
    }
}
