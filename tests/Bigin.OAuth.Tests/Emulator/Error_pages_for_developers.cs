using System.Web;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Error_pages_for_developers
{
    [TestCase("client_id=1000.NOBODY", new[] { "Invalid Client", "Setting", "ClientId, Clients", "Sent: client_id", "1000.NOBODY", "1000.EMULATOR0000000000000000000000 (ServerBased)" })]
    [TestCase("redirect_uri=http%3A%2F%2Flocalhost%3A5999%2Fother", new[] { "Invalid Redirect Uri", "RedirectUris", "http://localhost:5999/other", "http://localhost:5999/bigin/callback" })]
    [TestCase("scope=ZohoBigin.nothing.READ", new[] { "Invalid OAuth scope", "AdditionalScopes", "Correct or remove: ZohoBigin.nothing.READ." })]
    [TestCase("response_type=token", new[] { "An error occurred", "Send response_type=code." })]
    [TestCase("response_type=", new[] { "Invalid response type", "Send response_type." })]
    public async Task Say_what_was_sent_what_is_registered_and_which_setting_it_is(string change, string[] expected)
    {
        await using Host host = await Host.StartAsync(options => options.RedirectUris.Add(Host.RedirectUri));
        using var visitor = new Visitor();
        var link = new UriBuilder(host.Links.Build().Url);
        var query = HttpUtility.ParseQueryString(link.Query);
        query[change.Split('=')[0]] = HttpUtility.UrlDecode(change[(change.IndexOf('=') + 1)..]);
        link.Query = query.ToString();

        string page = HttpUtility.HtmlDecode(await (await visitor.Http.GetAsync(link.Uri)).Content.ReadAsStringAsync());

        page.Should().ContainAll(expected).And.Contain("Only the emulator shows this.").And.Contain("href=\"http://localhost:5999/\"", "there is a way back");
    }

    [Test]
    public async Task Say_when_the_next_code_is_possible()
    {
        await using Host host = await Host.StartAsync(options => options.CodesPerTenMinutes = 1);
        using var visitor = new Visitor();
        host.Emulator.Clock.Stop();
        await host.Emulator.AcceptAsync(host.Links.Build().Url, "one@example.com");
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(150));
        Uri link = host.Links.Build().Url;

        string page = await (await visitor.FollowAsync(await visitor.SignInAsync(link, "one@example.com"))).Content.ReadAsStringAsync();

        page.Should().Contain("Access Denied").And.Contain("CodesPerTenMinutes").And.Contain("possible in 8 minutes").And.Contain("href=\"http://localhost:5999/\"");
    }

    [TestCase("https://evil.example/callback")]
    [TestCase("javascript:alert(1)")]
    public async Task Link_to_no_address_of_another_machine(string redirectUri)
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();

        string page = await (await visitor.Http.GetAsync(new Uri(
            host.Emulator.DataCenters[0].AccountsServer, $"/oauth/v2/auth?redirect_uri={Uri.EscapeDataString(redirectUri)}"))).Content.ReadAsStringAsync();

        page.Should().Contain("Sent: redirect_uri").And.NotContain("href=\"https://evil").And.NotContain("href=\"javascript");
    }
}
