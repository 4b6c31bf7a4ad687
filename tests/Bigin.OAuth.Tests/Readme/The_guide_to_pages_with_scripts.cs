using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Readme;

public sealed class The_guide_to_pages_with_scripts
{
    private const string Page = "https://app.example.com";

    private static readonly (string, string)[] Fetch = [("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Mode", "cors"), ("Sec-Fetch-Dest", "empty"), ("Origin", Page)];

    [Test]
    public async Task Brings_the_person_back_to_the_page_of_the_same_origin()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        await using GuideApp app = await StartOneOriginAsync(emulator);
        using GuideBrowser browser = app.Browse();
        await browser.GetAsync("/sign-in?tenant=tenant-42");

        using HttpResponseMessage before = await browser.GetAsync("/api/bigin");
        using HttpResponseMessage start = await browser.GetAsync("/bigin/connect?returnUrl=/invoices");
        using HttpResponseMessage end = await browser.GetAsync(await emulator.AcceptAsync(start.Headers.Location!, "one@example.com"));
        using HttpResponseMessage after = await browser.GetAsync("/api/bigin");

        end.Headers.Location.Should().Be(new Uri("/invoices", UriKind.Relative));
        (await before.Content.ReadAsStringAsync()).Should().Be("""{"isConnected":false,"organization":null}""");
        (await after.Content.ReadAsStringAsync()).Should().Be("""{"isConnected":true,"organization":"Acorn Books"}""");
    }

    [Test]
    public async Task Gives_the_link_to_a_script_of_its_own_and_redirects_one_that_is_signed_out()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        await using GuideApp app = await StartOneOriginAsync(emulator);
        using GuideBrowser browser = app.Browse();
        (string, string)[] fetch = [("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Mode", "cors"), ("Sec-Fetch-Dest", "empty")];

        using HttpResponseMessage signedOut = await browser.SendAsync(HttpMethod.Post, "/bigin/connect?returnUrl=/", fetch);
        await browser.GetAsync("/sign-in?tenant=tenant-42");
        using HttpResponseMessage signedIn = await browser.SendAsync(HttpMethod.Post, "/bigin/connect?returnUrl=/", fetch);

        signedOut.StatusCode.Should().Be(HttpStatusCode.Redirect, "the script sees an opaque redirect");
        Uri link = new((await signedIn.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("url").GetString()!);
        using HttpResponseMessage end = await browser.GetAsync(await emulator.AcceptAsync(link, "one@example.com"));
        end.Headers.Location.Should().Be(new Uri("/", UriKind.Relative));
    }

    [Test]
    public async Task Navigates_from_another_origin_with_a_session_made_from_the_token()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        await using GuideApp app = await StartTwoOriginsAsync(emulator);
        using GuideBrowser browser = app.Browse();
        (string, string) bearer = await SignInAsync(browser);

        using HttpResponseMessage tooEarly = await browser.GetAsync("/bigin/connect?returnUrl=/back", bearer);
        using HttpResponseMessage session = await browser.SendAsync(HttpMethod.Post, "/session", [.. Fetch, bearer]);
        using HttpResponseMessage start = await browser.GetAsync("/bigin/connect?returnUrl=/back", ("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"));
        using HttpResponseMessage end = await browser.GetAsync(await emulator.AcceptAsync(start.Headers.Location!, "one@example.com"));
        using HttpResponseMessage back = await browser.GetAsync(end.Headers.Location!);

        tooEarly.Headers.Location!.AbsolutePath.Should().Be("/Account/Login", "a token without a session isn't enough");
        session.StatusCode.Should().Be(HttpStatusCode.OK);
        session.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal(Page);
        (await back.Content.ReadAsStringAsync()).Should().Contain($"url={Page}\"");
        (await app.Connections.FindAsync("tenant-42"))!.Organization!.Name.Should().Be("Acorn Books");
    }

    [TestCase("GET")]
    [TestCase("POST")]
    public async Task Refuses_what_a_script_of_another_origin_fetches_though_CORS_allows_it(string method)
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        await using GuideApp app = await StartTwoOriginsAsync(emulator);
        using GuideBrowser browser = app.Browse();
        await browser.SendAsync(HttpMethod.Post, "/session", [.. Fetch, await SignInAsync(browser)]);

        using HttpResponseMessage answer = await browser.SendAsync(new HttpMethod(method), "/bigin/connect?returnUrl=/back", Fetch);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        answer.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal([Page], "CORS lets the script read the refusal");
        (await answer.Content.ReadAsStringAsync()).Should().Contain("urn:bigin-oauth:cross-site");
    }

    [Test]
    public async Task Makes_a_session_for_its_own_page_only()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        await using GuideApp app = await StartTwoOriginsAsync(emulator);
        using GuideBrowser browser = app.Browse();
        (string, string)[] preflight = [("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization")];

        using HttpResponseMessage own = await browser.SendAsync(HttpMethod.Options, "/session", [("Origin", Page), .. preflight]);
        using HttpResponseMessage other = await browser.SendAsync(HttpMethod.Options, "/session", [("Origin", "https://evil.example"), .. preflight]);
        using HttpResponseMessage withoutToken = await browser.SendAsync(HttpMethod.Post, "/session", Fetch);

        own.Headers.GetValues("Access-Control-Allow-Headers").Should().Equal("Authorization");
        other.Headers.Should().NotContain(header => header.Key.StartsWith("Access-Control-", StringComparison.Ordinal));
        withoutToken.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    private static Task<GuideApp> StartOneOriginAsync(BiginEmulator emulator) =>
        GuideApp.StartAsync(emulator, SpaGuide.AddServicesOfOneOrigin, SpaGuide.MapOneOrigin);

    private static Task<GuideApp> StartTwoOriginsAsync(BiginEmulator emulator) =>
        GuideApp.StartAsync(emulator, SpaGuide.AddServicesOfTwoOrigins, SpaGuide.MapTwoOrigins, ("Page", Page));

    private static async Task<(string Name, string Value)> SignInAsync(GuideBrowser browser)
    {
        using HttpResponseMessage answer = await browser.GetAsync("/token?tenant=tenant-42");
        return ("Authorization", $"Bearer {(await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()}");
    }
}
