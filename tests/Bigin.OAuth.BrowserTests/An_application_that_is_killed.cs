using Microsoft.AspNetCore.Builder;

namespace Bigin.OAuth.BrowserTests;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class An_application_that_is_killed
{
    // The emulator starts anew with the sample and knows nothing of the tokens: what a customer's removal of the application looks like.
    [Test]
    public async Task Has_its_connections_and_its_attempts_when_it_is_started_again()
    {
        await using Visit visit = await Visit.StartOutsideAsync();
        await visit.ConnectAndAcceptAsync();
        Visit attempt = await visit.OpenTabAsync();
        await attempt.ConnectAsync("Fabrikam");
        await attempt.ExpectTextAsync("asks for these permissions");
        var consent = new Uri(attempt.Page.Url);

        await visit.Sample.RestartAsync();
        await visit.OpenAsync("/");
        await visit.ExpectFactAsync("Organization", "Acorn Books");
        await visit.ExpectStateAsync("Connection ended");
        await visit.OpenAsync("/organization?tenant=contoso");
        await visit.ExpectAsync("Connection ended");
        await visit.ExpectTextAsync("Bigin does not accept this connection any more.");
        await visit.OpenAsync("/");

        await attempt.Page.GotoAsync(new Uri(await FindEmulatorAsync(attempt), consent.PathAndQuery).AbsoluteUri); // which has moved; Bigin would not
        await attempt.SignInAsync("one@example.com");
        await attempt.PressAsync("Accept");
        await attempt.ExpectConnectedAsync("Fabrikam");

        await visit.ConnectAsync();
        await visit.PressAsync("Accept");
        await visit.ExpectConnectedAsync();
    }

    private static async Task<Uri> FindEmulatorAsync(Visit visit)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using HttpResponseMessage answer = await http.GetAsync(new Uri(visit.Address, "/bigin/connect?tenant=contoso"));
        return answer.Headers.Location!;
    }
}
