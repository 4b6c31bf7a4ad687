using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.AspNetCore;

/// <summary>Cookies ignore ports and paths: two applications on one host name get each other's.</summary>
[TestOf(typeof(Microsoft.AspNetCore.Builder.BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Applications_on_one_host_name
{
    [TestCase("http://localhost:5998/bigin/callback", "/", TestName = "On two ports leave each other's attempts alone")]
    [TestCase("http://localhost:5999/second/bigin/callback", "/second/", TestName = "Under two paths leave each other's attempts alone")]
    public async Task Leave_each_others_attempts_alone(string redirectUri, string end)
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync(options => options.CodesPerTenMinutes = int.MaxValue);
        await using WebHost first = await WebHost.StartAsync(configureClient: options => options.ForceConsent = true, emulator: emulator);
        await using WebHost second = await WebHost.StartAsync(
            options => options.CallbackPath = "/bigin/callback",
            options => (options.RedirectUri, options.ForceConsent) = (new Uri(redirectUri), true),
            emulator: emulator);
        using WebBrowser atFirst = first.Browse();
        using WebBrowser atSecond = second.Browse();

        Uri link = await atFirst.ConnectAsync();
        Share(atFirst, atSecond);
        Uri otherLink = await atSecond.ConnectAsync();
        Share(atSecond, atFirst);
        using HttpResponseMessage answer = await atFirst.ReturnAsync(await emulator.AcceptAsync(link, "one@example.com"));
        Share(atFirst, atSecond);
        using HttpResponseMessage otherAnswer = await atSecond.GetAsync($"/bigin/callback{(await emulator.AcceptAsync(otherLink, "one@example.com")).Query}");

        answer.ShouldReturnTo("/");
        otherAnswer.ShouldReturnTo(end);
        atSecond.Cookies.Should().BeEmpty();
    }

    // One jar, as a browser has for one host name.
    private static void Share(WebBrowser from, WebBrowser to)
    {
        to.Cookies.Clear();
        foreach ((string name, string value) in from.Cookies)
        {
            to.Cookies.Add(name, value);
        }
    }
}
