using Microsoft.AspNetCore.Builder;

namespace Bigin.OAuth.BrowserTests;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Answers_that_were_changed
{
    [Test]
    public async Task Belong_to_no_attempt_with_another_state()
    {
        await using PlainVisit visit = await AcceptAsync(url => url.Replace("state=", "state=x", StringComparison.Ordinal));

        visit.Expect("Nothing to answer");
    }

    [Test]
    public async Task Are_not_trusted_with_a_second_code()
    {
        await using PlainVisit visit = await AcceptAsync(url => url + "&code=1000.other");

        visit.Expect("Not trusted");
        visit.Sample.Output.Should().Contain("DuplicateParameter");
    }

    [Test]
    public async Task Are_not_used_with_another_accounts_server()
    {
        await using PlainVisit visit = await AcceptAsync(url => url.Replace("127.0.0.1", "accounts.zoho.com.evil.example", StringComparison.Ordinal));

        visit.Expect("Unknown data center");
        visit.Sample.Output.Should().Contain("UnknownDataCenter");
    }

    [Test]
    public async Task Do_not_end_the_attempt_without_its_state()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.TamperAsync(url => url.Split('?')[0] + "?error=access_denied");
        await visit.ConnectAsync();
        await visit.SignInAsync("one@example.com");
        await visit.PressAsync("Accept");
        await visit.ExpectAsync("Rejected");

        await visit.Page.GoBackAsync();
        await visit.PressAsync("Accept");

        await visit.ExpectConnectedAsync();
    }

    private static async Task<PlainVisit> AcceptAsync(Func<string, string> tamper)
    {
        PlainVisit visit = await PlainVisit.StartAsync();
        visit.Browser.ChangeRedirect = address => address.AbsolutePath == "/bigin/callback" ? new(tamper(address.AbsoluteUri)) : address;
        await visit.ConnectAsync();
        await visit.SignInAsync("one@example.com");
        await visit.PressAsync("Accept");
        return visit;
    }
}
