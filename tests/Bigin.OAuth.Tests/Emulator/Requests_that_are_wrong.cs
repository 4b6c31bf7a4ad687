using System.Net;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Requests_that_are_wrong
{
    private static readonly TestCaseData[] Changes =
    [
        Row("an unknown client", "client_id", "1000.NOBODY", "Invalid Client"),
        Row("no client", "client_id", null, "Invalid response type"),
        Row("no response type", "response_type", null, "Invalid response type"),
        Row("another response type", "response_type", "token", "An error occurred"),
        Row("no redirect URI", "redirect_uri", null, "Invalid Redirect Uri"),
        Row("a redirect URI elsewhere", "redirect_uri", "https://evil.example/callback", "Invalid Redirect Uri"),
        Row("a redirect URI that begins like loopback", "redirect_uri", "http://localhost.evil.example/", "Invalid Redirect Uri"),
        Row("a redirect URI with a fragment", "redirect_uri", "http://localhost:5999/#x", "Invalid Redirect Uri"),
        Row("a redirect URI that runs a script", "redirect_uri", "javascript:alert(1)", "Invalid Redirect Uri"),
        Row("no scope", "scope", null, "Invalid OAuth scope"),
        Row("a misspelled scope", "scope", "ZohoBigin.orgs.READ", "Invalid OAuth scope"),
        Row("a good and a misspelled scope", "scope", "ZohoBigin.org.READ,ZohoBigin.modules.contact.READ", "Invalid OAuth scope"),
    ];

    [TestCaseSource(nameof(Changes))]
    public async Task End_on_a_page_and_never_redirect(string parameter, string? value, string title)
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();

        HttpResponseMessage page = await visitor.Http.GetAsync(Change(host.Links.Build().Url, parameter, value));

        page.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        page.Headers.Location.Should().BeNull();
        (await page.Content.ReadAsStringAsync()).Should().Contain($"<h1>{title}</h1>").And.Contain("data-step=\"error\"");
        host.Emulator.Requests.Should().ContainSingle().Which.Outcome.Should().Be(title);
    }

    [Test]
    public async Task End_on_a_page_when_a_parameter_comes_twice()
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();

        HttpResponseMessage page = await visitor.Http.GetAsync(host.Links.Build().Url + "&redirect_uri=http%3A%2F%2Flocalhost%2F");

        (await page.Content.ReadAsStringAsync()).Should().Contain("came more than once");
    }

    [TestCase("POST")]
    [TestCase("PUT")]
    [TestCase("DELETE")]
    [TestCase("OPTIONS")]
    public async Task End_on_a_page_when_they_are_not_GET(string method)
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();
        using var request = new HttpRequestMessage(new HttpMethod(method), host.Links.Build().Url);

        HttpResponseMessage page = await visitor.Http.SendAsync(request);

        page.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await page.Content.ReadAsStringAsync()).Should().Contain("<h1>400</h1>");
    }

    [TestCase("GET")]
    [TestCase("POST")]
    public async Task End_on_a_page_after_the_consent_page_too(string method)
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();
        Uri changed = Change(host.Links.Build().Url, "redirect_uri", "https://evil.example/callback");
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(changed, "/oauth/v2/approve" + changed.Query));

        HttpResponseMessage page = await visitor.Http.SendAsync(request);

        page.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        page.Headers.Location.Should().BeNull();
        (await page.Content.ReadAsStringAsync()).Should().Contain("<h1>Invalid Redirect Uri</h1>");
    }

    [Test]
    public async Task End_on_a_page_when_they_pick_the_organization_of_somebody_else()
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();
        HttpResponseMessage picker = await visitor.FollowAsync(await visitor.SignInAsync(host.Links.Build().Url, "three@example.com"));

        HttpResponseMessage page = await visitor.SubmitAsync(picker, new() { ["organization"] = "700000999" }, form: 1);

        page.Headers.Location.Should().BeNull();
        (await page.Content.ReadAsStringAsync()).Should().Contain("The user does not belong to this organization.");
    }

    [Test]
    public async Task Get_the_status_that_the_settings_say()
    {
        await using Host host = await Host.StartAsync(options => options.ErrorPageStatus = HttpStatusCode.OK);
        using var visitor = new Visitor();

        HttpResponseMessage page = await visitor.Http.GetAsync(Change(host.Links.Build().Url, "client_id", "1000.NOBODY"));

        page.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Test]
    public async Task Include_redirect_URIs_that_are_not_registered_to_the_letter_where_some_are()
    {
        await using Host host = await Host.StartAsync(options => options.RedirectUris.Add("https://app.example.com/callback"));
        using var visitor = new Visitor();

        HttpResponseMessage loopback = await visitor.Http.GetAsync(host.Links.Build().Url);
        HttpResponseMessage almost = await visitor.Http.GetAsync(host.Links.WithRedirectUri(new("https://app.example.com/callback/")).Build().Url);
        HttpResponseMessage registered = await visitor.Http.GetAsync(host.Links.WithRedirectUri(new("https://app.example.com/callback")).Build().Url);

        loopback.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        almost.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        registered.StatusCode.Should().Be(HttpStatusCode.SeeOther);
    }

    [TestCase("ZohoBigin.org.READ,ZohoBigin.coql.READ", TestName = "Scopes separated by comma are fine")]
    [TestCase("ZohoBigin.org.READ ZohoBigin.coql.READ", TestName = "Scopes separated by space are fine")]
    [TestCase("zohobigin.ORG.read", TestName = "Scopes in other letter case are fine")]
    [TestCase("My.own.scope", TestName = "Additional scopes are fine")]
    public async Task Do_not_include_scopes_that_Bigin_takes(string scope)
    {
        await using Host host = await Host.StartAsync(options => options.AdditionalScopes.Add("My.own.scope"));
        using var visitor = new Visitor();

        HttpResponseMessage page = await visitor.Http.GetAsync(Change(host.Links.Build().Url, "scope", scope));

        page.StatusCode.Should().Be(HttpStatusCode.SeeOther);
    }

    private static Uri Change(Uri link, string parameter, string? value)
    {
        IEnumerable<string> others = link.Query[1..].Split('&').Where(pair => !pair.StartsWith(parameter + "=", StringComparison.Ordinal));
        return new Uri($"{link.GetLeftPart(UriPartial.Path)}?{string.Join('&', value is null ? others : others.Append($"{parameter}={Uri.EscapeDataString(value)}"))}");
    }

    private static TestCaseData Row(string name, string parameter, string? value, string title) =>
        new TestCaseData(parameter, value, title).SetName($"A request with {name}");
}
