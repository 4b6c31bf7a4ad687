using System.Net;
using Bigin.OAuth.Interactive;

namespace Bigin.OAuth.Tests.Interactive;

/// <summary>Any page in the browser, and any program on the machine, can open the redirect URI.</summary>
[TestOf(typeof(AnswerDesk))]
public sealed class Answers_that_anyone_could_send
{
    [TestCase("?error=access_denied", TestName = "An error without state")]
    [TestCase("?error=access_denied&state=", TestName = "An error with an empty state")]
    [TestCase("?error=access_denied&state=forged", TestName = "An error with another state")]
    [TestCase("?error=server_error", TestName = "A failure without state")]
    [TestCase("?code=1000.a.b&location=us&accounts-server=https%3A%2F%2Faccounts.zoho.com", TestName = "A code without state")]
    [TestCase("?code=1000.a.b&state=forged&location=us&accounts-server=https%3A%2F%2Faccounts.zoho.com", TestName = "A code with another state")]
    [TestCase("?access_token=x", TestName = "A token")]
    [TestCase("?%zz", TestName = "A broken escape")]
    [TestCase("?", TestName = "An empty query")]
    [TestCase("", TestName = "No query")]
    public async Task End_no_wait(string query)
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser();

        using HttpResponseMessage forged = await browser.GetAsync(new Uri(host.RedirectUri.OriginalString + query));
        string page = await forged.Content.ReadAsStringAsync();
        outcome.IsCompleted.Should().BeFalse();
        await browser.ReadAsync(await host.AcceptAsync(link));

        forged.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        page.Should().Contain("still waits").And.NotContain("1000.a.b").And.NotContain("forged").And.NotContain("server_error");
        (await outcome).Should().BeOfType<ConnectedOutcome>();
    }

    [Test]
    public async Task End_no_wait_where_they_have_the_state_and_the_address_of_a_server_that_is_not_Bigins()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser();

        HttpStatusCode status = await browser.StatusAsync(new Uri(host.RedirectUri, $"?code=1000.a.b&state={State.Of(link)}&location=us&accounts-server=https%3A%2F%2Faccounts.zoho.example"));
        await browser.ReadAsync(await host.AcceptAsync(link));

        status.Should().Be(HttpStatusCode.BadRequest);
        (await outcome).Should().BeOfType<ConnectedOutcome>();
        host.Emulator.Requests.Count(request => request.Path == "/oauth/v2/token").Should().Be(1);
    }

    [Test]
    public async Task End_no_wait_where_the_account_is_in_a_data_center_that_is_not_allowed_and_another_account_connects()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync(configureClient: options => options.AllowedDataCenters.Add("us"));
        string elsewhere = host.Emulator.Users.First(user => user.DataCenter != "us" && user.Organizations.Count == 1).Email;
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser();

        string page = await browser.ReadAsync(await host.AcceptAsync(link, elsewhere));
        outcome.IsCompleted.Should().BeFalse();
        await browser.ReadAsync(await host.AcceptAsync(link));

        page.Should().Contain("use another account");
        (await outcome).Should().BeOfType<ConnectedOutcome>();
    }

    [Test]
    public async Task Are_logged_without_a_value_of_theirs()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        using var browser = new LoopbackBrowser();

        await browser.ReadAsync(new Uri(host.RedirectUri, "?code=marker&state=marker"));
        await browser.ReadAsync(new Uri(host.RedirectUri, "?error=marker&error_description=marker"));
        await browser.ReadAsync(await host.AcceptAsync(link));
        await outcome;

        host.Logs.Entries.Should().Contain(entry => entry.Message.Contains("StateMismatch", StringComparison.Ordinal))
            .And.Contain(entry => entry.Message.Contains("without the state", StringComparison.Ordinal))
            .And.NotContain(entry => entry.Message.Contains("marker", StringComparison.Ordinal));
    }

    [Test]
    public async Task Change_nothing_after_the_answer()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        Uri redirect = await host.AcceptAsync(link);
        using var browser = new LoopbackBrowser(followsRedirects: false);

        HttpStatusCode first = await browser.StatusAsync(redirect);
        HttpStatusCode again = await browser.StatusAsync(redirect);
        HttpStatusCode denied = await browser.StatusAsync(new Uri(host.RedirectUri, $"?error=access_denied&state={State.Of(link)}"));
        await browser.ReadAsync(host.RedirectUri);

        new[] { first, again, denied }.Should().AllBeEquivalentTo(HttpStatusCode.SeeOther);
        (await outcome).Should().BeOfType<ConnectedOutcome>();
        host.Emulator.Requests.Count(request => request.Path == "/oauth/v2/token").Should().Be(1);
    }
}
