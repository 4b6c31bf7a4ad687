using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Redirects_of_the_emulator
{
    [Test]
    public async Task Look_like_Bigins_when_the_user_accepts()
    {
        await using Host host = await Host.StartAsync();

        Uri redirect = await host.Emulator.AcceptAsync(host.Links.WithState("s").Build().Url, "one@example.com");

        string server = Uri.EscapeDataString(host.Emulator.DataCenters[0].AccountsServer.GetLeftPart(UriPartial.Authority));
        redirect.OriginalString.Should().MatchRegex(
            $"^{Host.RedirectUri.Replace(".", "\\.")}\\?state=s&code=1000\\.[0-9a-f]{{32}}\\.[0-9a-f]{{32}}&location=us&accounts-server={server}&$");
    }

    [TestCase(RejectionParameters.None, "error=access_denied&", TestName = "Rejected: the error alone")]
    [TestCase(RejectionParameters.State, "error=access_denied&state=s&", TestName = "Rejected: the error with the state")]
    [TestCase(RejectionParameters.Location | RejectionParameters.AccountsServer, "error=access_denied&location=us&accounts-server=SERVER&", TestName = "Rejected: the error with the data center")]
    public async Task Carry_what_the_settings_say_when_the_user_rejects(RejectionParameters carried, string query)
    {
        await using Host host = await Host.StartAsync(options => options.RejectionCarries = carried);

        Uri redirect = await host.Emulator.RejectAsync(host.Links.WithState("s").Build().Url, "one@example.com");

        string server = Uri.EscapeDataString(host.Emulator.DataCenters[0].AccountsServer.GetLeftPart(UriPartial.Authority));
        redirect.OriginalString.Should().Be($"{Host.RedirectUri}?{query.Replace("SERVER", server)}");
        host.Parser.Parse(redirect, "s").Should().BeOfType<AuthorizationDenied>()
            .Which.IsStateVerified.Should().Be(carried.HasFlag(RejectionParameters.State));
    }

    [Test]
    public async Task Are_added_to_the_query_that_the_redirect_URI_has()
    {
        await using Host host = await Host.StartAsync();
        Uri redirectUri = new("http://localhost:5999/callback?tenant=a%2Fb");

        Uri redirect = await host.Emulator.AcceptAsync(host.Links.WithRedirectUri(redirectUri).Build().Url, "one@example.com");

        redirect.OriginalString.Should().StartWith(redirectUri.OriginalString + "&state=");
    }
}
