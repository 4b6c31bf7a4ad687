using System.Net;
using System.Security.Claims;
using System.Text;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tests.Emulator;
using Invoices;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Readme;

public sealed class The_MVC_guide : IAsyncDisposable
{
    private const string NoAttempt = "You have no attempt open in this browser. Start again.";

    private readonly RecordedLogs _logs = new();
    private readonly Visitor _visitor = new();
    private BiginEmulator _emulator = null!;
    private WebApplication _app = null!;
    private string _signIn = "";

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _app.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    [Test]
    public async Task Connects_the_user_and_goes_back_to_the_page()
    {
        await StartAsync();
        await SignInAsync("7");
        Uri redirect = await _emulator.AcceptAsync(await ConnectAsync("/settings?tab=2"), "one@example.com");

        HttpResponseMessage answer = await GetAsync(redirect.PathAndQuery);

        answer.Headers.Location!.OriginalString.Should().Be("/settings?tab=2");
        (await Connections.FindAsync("7"))!.Organization!.Name.Should().Be("Acorn Books");
        answer.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
    }

    [TestCase("one@example.com", false, "You rejected the request, so nothing was connected.")]
    [TestCase("none@example.com", true, "You belong to no Bigin organization.")]
    public async Task Says_what_else_the_user_decided(string user, bool accept, string text)
    {
        await StartAsync();
        await SignInAsync("7");
        Uri link = await ConnectAsync();
        Uri redirect = accept ? await _emulator.AcceptAsync(link, user) : await _emulator.RejectAsync(link, user);

        (HttpStatusCode, string) first = await ReadAsync(redirect);
        (HttpStatusCode, string) second = await ReadAsync(redirect);

        first.Should().Be((HttpStatusCode.OK, text));
        second.Should().Be((HttpStatusCode.BadRequest, NoAttempt), "an answer with the state ends the attempt");
    }

    [TestCase("https://evil.example/")]
    [TestCase("//evil.example/")]
    [TestCase("/\\evil.example/")]
    public async Task Goes_back_to_no_other_site(string returnUrl)
    {
        await StartAsync();
        await SignInAsync("7");
        Uri redirect = await _emulator.AcceptAsync(await ConnectAsync(returnUrl), "one@example.com");

        HttpResponseMessage answer = await GetAsync(redirect.PathAndQuery);

        answer.Headers.Location!.OriginalString.Should().Be("/");
    }

    [Test]
    public async Task Leaves_the_attempt_open_when_somebody_else_makes_up_an_error()
    {
        await StartAsync();
        await SignInAsync("7");
        Uri redirect = await _emulator.AcceptAsync(await ConnectAsync(), "one@example.com");

        (HttpStatusCode, string) forged = await ReadAsync(new Uri("http://localhost:5999/bigin/callback?error=access_denied"));
        await GetAsync(redirect.PathAndQuery);

        forged.Item1.Should().Be(HttpStatusCode.OK);
        (await Connections.FindAsync("7")).Should().NotBeNull();
    }

    [TestCase("8", TestName = "Takes_no_answer_from_another_user")]
    [TestCase(null, TestName = "Takes_no_answer_from_nobody_and_sends_the_code_to_no_sign_in_page")]
    public async Task Takes_no_answer(string? user)
    {
        await StartAsync();
        await SignInAsync("7");
        Uri redirect = await _emulator.AcceptAsync(await ConnectAsync(), "one@example.com");
        await GetAsync("/sign-out");
        if (user is not null)
        {
            await SignInAsync(user);
        }

        (HttpStatusCode, string) answer = await ReadAsync(redirect);

        answer.Should().Be((HttpStatusCode.BadRequest, NoAttempt));
        _emulator.Requests.Should().NotContain(request => request.Path == "/oauth/v2/token");
    }

    [Test]
    public async Task Sends_a_code_once_even_if_the_cookie_was_copied()
    {
        await StartAsync();
        await SignInAsync("7");
        HttpResponseMessage start = await GetAsync("/bigin/connect");
        string[] cookies = [.. start.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]), _signIn];
        Uri redirect = await _emulator.AcceptAsync(start.Headers.Location!, "one@example.com");
        await GetAsync(redirect.PathAndQuery);
        using var copy = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        copy.DefaultRequestHeaders.Add("Cookie", string.Join("; ", cookies));

        string again = await copy.GetStringAsync(new Uri(Address, redirect.PathAndQuery));

        again.Should().Be("Not connected: CodeAlreadyUsed. The log says how to fix it.");
        _emulator.Requests.Should().ContainSingle(request => request.Path == "/oauth/v2/token");
    }

    [Test]
    public async Task Stays_with_the_organization_that_is_connected()
    {
        await StartAsync();
        await SignInAsync("7");
        Uri first = await _emulator.AcceptAsync(await ConnectAsync(), "three@example.com", "Birch Bicycles");
        await GetAsync(first.PathAndQuery);
        Uri second = await _emulator.AcceptAsync(await ConnectAsync(), "three@example.com", "Cedar Ceramics");

        (HttpStatusCode, string Text) answer = await ReadAsync(second);

        answer.Text.Should().Match("Still connected to Birch Bicycles (*), not to Cedar Ceramics (*). To move, connect again and pass OrganizationChange.Allow.");
        _emulator.Requests.Should().ContainSingle(request => request.Outcome == "revoked");
    }

    [Test]
    public async Task Keeps_the_attempt_from_scripts_and_readers()
    {
        await StartAsync();
        await SignInAsync("7");

        string cookie = (await GetAsync("/bigin/connect")).Headers.GetValues("Set-Cookie").Should().ContainSingle().Subject;

        cookie.Should().StartWith("bigin-attempt=").And.Contain("; httponly").And.Contain("; samesite=lax").And.Contain("; max-age=600").And.Contain("; path=/");
        cookie.Should().NotContain("state");
    }

    [TestCase(true, TestName = "Keeps_the_code_out_of_the_log")]
    [TestCase(false, TestName = "Warns_of_a_leak_that_is_there")]
    public async Task Logs_the_code_only_without_the_settings_of_the_guide(bool asTheGuideSays)
    {
        await StartAsync(asTheGuideSays ? Readme_code.Blocks("docs/observability.md", "json").Should().ContainSingle().Subject : "{}");
        await SignInAsync("7");
        Uri redirect = await _emulator.AcceptAsync(await ConnectAsync(), "one@example.com");

        await GetAsync(redirect.PathAndQuery);

        string code = redirect.Query.Split("code=")[1].Split('&')[0];
        _logs.Entries.Any(entry => entry.Everything.Contains(code, StringComparison.Ordinal)).Should().Be(!asTheGuideSays);
        _logs.Entries.Should().Contain(entry => entry.Line.Contains("Exchanged a code", StringComparison.Ordinal), "it does log");
    }

    private BiginConnections Connections => _app.Services.GetRequiredService<BiginConnections>();

    private Uri Address => new(_app.Urls.Single());

    private async Task SignInAsync(string user) =>
        _signIn = (await GetAsync($"/sign-in?user={user}")).Headers.GetValues("Set-Cookie").Single().Split(';')[0];

    private async Task<Uri> ConnectAsync(string returnUrl = "/") =>
        (await GetAsync($"/bigin/connect?returnUrl={Uri.EscapeDataString(returnUrl)}")).Headers.Location!;

    private Task<HttpResponseMessage> GetAsync(string address) => _visitor.Http.GetAsync(new Uri(Address, address));

    private async Task<(HttpStatusCode Status, string Text)> ReadAsync(Uri redirect)
    {
        HttpResponseMessage answer = await GetAsync(redirect.PathAndQuery);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task StartAsync(string settings = "{}")
    {
        _emulator = await BiginEmulator.StartAsync();
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(settings)));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Bigin:RedirectUri"] = "http://localhost:5999/bigin/callback",
            ["Bigin:Scopes:0"] = BiginScopes.Org.Read,
            ["Bigin:ForceConsent"] = "true",
        });
        builder.Logging.ClearProviders().AddProvider(_logs);
        MvcGuide.AddServices(builder);
        builder.Services.AddControllers().AddApplicationPart(typeof(BiginController).Assembly);
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        builder.Services.AddBiginOAuth(_ => { }).UseEmulator(_emulator);
        _app = builder.Build();
        MvcGuide.Map(_app);
        _app.MapGet("/sign-in", (HttpContext http, string user) =>
            http.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user)], "test"))));
        _app.MapGet("/sign-out", (HttpContext http) => http.SignOutAsync());
        await _app.StartAsync();
    }
}
