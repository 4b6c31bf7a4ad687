using System.Web;
using Bigin.OAuth.Interactive;

namespace Bigin.OAuth.Tests.Interactive;

[TestOf(typeof(BiginInteractiveConnector))]
public sealed class Secrets_of_a_wait
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task Are_in_no_log_and_in_no_text_of_an_outcome(bool isPasted)
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        (Task<InteractiveConnectOutcome> outcome, Uri link) = await host.BeginAsync();
        Uri redirect = await host.AcceptAsync(link);
        using var browser = new LoopbackBrowser();
        if (isPasted)
        {
            host.Prompt.Paste(redirect.OriginalString);
        }
        else
        {
            await browser.ReadAsync(redirect);
        }

        string text = (await outcome).ToString()!;
        string[] secrets = [HttpUtility.ParseQueryString(redirect.Query)["code"]!, State.Of(link), host.Emulator.ClientSecret];

        host.Logs.Entries.Should().NotBeEmpty();
        secrets.Should().OnlyContain(secret => secret.Length > 20 && !text.Contains(secret, StringComparison.Ordinal)
            && !host.Logs.Entries.Any(entry => entry.Message.Contains(secret, StringComparison.Ordinal)));
    }

    [Test]
    public async Task Are_in_no_text_of_an_answer()
    {
        await using InteractiveHost host = await InteractiveHost.StartAsync();
        Task<InteractiveAuthorization> authorization = host.Connector.AuthorizeAsync();
        Uri redirect = await host.AcceptAsync((await host.Prompt.NextAsync(authorization)).Url);
        host.Prompt.Paste(redirect.OriginalString);

        (await authorization).ToString().Should().Contain("[redacted]").And.NotContain(HttpUtility.ParseQueryString(redirect.Query)["code"]!);
    }
}
