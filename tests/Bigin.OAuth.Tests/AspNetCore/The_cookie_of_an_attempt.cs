using System.Buffers.Text;
using System.Net;
using System.Text;
using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class The_cookie_of_an_attempt
{
    [TestCase("http://localhost:5999/bigin/callback", "bigin-attempt-", false)]
    [TestCase("http://127.0.0.1:5999/bigin/callback", "bigin-attempt-", false)]
    [TestCase("https://localhost/bigin/callback", "__Host-bigin-attempt-", true)]
    public async Task Is_for_this_host_and_for_no_script(string redirectUri, string prefix, bool isSecure)
    {
        await using WebHost host = await WebHost.StartAsync(configureClient: options => options.RedirectUri = new Uri(redirectUri));
        using WebBrowser browser = host.Browse();

        Uri link = await browser.ConnectAsync();
        SetCookieHeaderValue set = browser.SetCookies.Single();
        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(link));
        SetCookieHeaderValue removed = browser.SetCookies.Single();

        answer.ShouldReturnTo("/");
        set.Name.ToString().Should().StartWith(prefix).And.HaveLength(prefix.Length + 12 + 22);
        set.MaxAge.Should().BeGreaterThan(TimeSpan.FromMinutes(10), "an expired attempt is told from none");
        removed.Name.Should().Be(set.Name);
        removed.Value.Length.Should().Be(0);
        removed.Expires.Should().Be(DateTimeOffset.UnixEpoch);
        removed.MaxAge.Should().BeNull("it would keep the cookie in spite of the date");
        foreach (SetCookieHeaderValue cookie in new[] { set, removed })
        {
            cookie.Secure.Should().Be(isSecure);
            cookie.HttpOnly.Should().BeTrue();
            cookie.SameSite.Should().Be(Microsoft.Net.Http.Headers.SameSiteMode.Lax);
            cookie.Path.ToString().Should().Be("/");
            cookie.Domain.HasValue.Should().BeFalse();
        }
    }

    [Test]
    public async Task Shows_nothing_of_what_it_keeps()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync(options => options.MaskSecrets = false);
        await using WebHost host = await WebHost.StartAsync(configureClient: options => options.UsePkce = true, emulator: emulator);
        const string User = "anna.of.invoices"; // too long to be among random letters by chance
        using WebBrowser browser = host.Browse(User);
        Uri link = await browser.ConnectAsync("/bigin/connect?returnUrl=/settings-of-anna");
        (string name, string value) = browser.Cookies.Single();

        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(link));

        string verifier = emulator.Requests.Single(request => request.Path == "/oauth/v2/token").Parameters["code_verifier"];
        verifier.Should().HaveLength(43);
        string shown = $"{name} {value} {Encoding.Latin1.GetString(Base64Url.DecodeFromChars(value))}";
        new[] { WebAnswers.GetState(link), verifier, WebHost.Key, "settings-of-anna", WebHost.RedirectUri, BiginScopes.Org.Read, User }
            .Should().OnlyContain(kept => !shown.Contains(kept, StringComparison.OrdinalIgnoreCase));
    }

    [Test]
    public async Task Has_room_for_whatever_a_request_asks()
    {
        await using WebHost host = await WebHost.StartAsync(options => options.ConnectionKey = _ => new(new string('\u754c', 200)), options => options.UsePkce = true);
        using WebBrowser browser = host.Browse();

        foreach (string text in new[] { "\"", "<", "\u754c", "%22" })
        {
            await browser.ConnectAsync($"/bigin/connect?returnUrl=/{Uri.EscapeDataString(string.Concat(Enumerable.Repeat(text, 999 / Uri.EscapeDataString(text).Length)))}");
            browser.SetCookies.Should().Contain(cookie => cookie.MaxAge > TimeSpan.Zero);
        }

        browser.Cookies.Should().NotBeEmpty().And.OnlyContain(cookie => cookie.Key.Length + cookie.Value.Length < 3_000);
    }

    [Test]
    public async Task Is_not_set_where_a_browser_would_drop_it()
    {
        await using WebHost host = await WebHost.StartAsync(options => options.ConfigureLink = (_, links) => new(links.WithScopes([.. Enumerable.Range(0, 200).Select(i => $"ZohoBigin.modules.m{i}.ALL")])));
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.GetAsync("/bigin/connect");

        ((int)answer.StatusCode).Should().Be(500);
        browser.Cookies.Should().BeEmpty();
        host.ThrownExceptions.Single().Should().BeOfType<InvalidOperationException>().Which.Message.Should().Contain("fewer scopes");
        host.Logs.Entries.Should().NotContain(entry => entry.Message.Contains("A returnUrl was not used", StringComparison.Ordinal), "none was given");
    }

    [TestCase(false, TestName = "Is removed where the answer of the host throws")]
    [TestCase(true, TestName = "Is removed where the store throws")]
    public async Task Is_removed_though_an_error_page_clears_the_response(bool isStore)
    {
        await using WebHost host = await WebHost.StartAsync(
            options => options.Respond = (_, _) => throw new InvalidOperationException("the host's own"),
            configureBuilder: builder =>
            {
                if (isStore)
                {
                    builder.Services.AddSingleton<IBiginConnectionStore, BrokenStore>();
                }
            },
            configureApp: app => app.UseExceptionHandler(error => error.Run(context => context.Response.WriteAsync("sorry"))));
        using WebBrowser browser = host.Browse();
        Uri redirect = await host.AcceptAsync(await browser.ConnectAsync());
        using WebBrowser copy = browser.Copy("anna");

        using HttpResponseMessage answer = await browser.ReturnAsync(redirect);
        using HttpResponseMessage again = await copy.ReturnAsync(redirect);

        ((int)answer.StatusCode).Should().Be(500);
        (await answer.Content.ReadAsStringAsync()).Should().Be("sorry");
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        answer.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
        browser.Cookies.Should().BeEmpty();
        host.Exchanges.Should().Be(isStore ? 0 : 1, "the second answer is none, and a store that cannot be read costs no code");
    }

    // Kestrel drops all headers of an answer that it has to give itself, and the cookie stays until it expires.
    [Test]
    public async Task Works_once_though_nobody_handles_what_the_host_throws()
    {
        await using WebHost host = await WebHost.StartAsync(options => options.Respond = (context, outcome) =>
            outcome is ConnectedOutcome ? throw new InvalidOperationException("the host's own") : outcome.ToResult().ExecuteAsync(context));
        using WebBrowser browser = host.Browse();
        Uri link = await browser.ConnectAsync();

        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(link));
        browser.Cookies.Should().HaveCount(1);
        using HttpResponseMessage again = await browser.ReturnAsync(await host.AcceptAsync(link));

        ((int)answer.StatusCode).Should().Be(500);
        (await answer.Content.ReadAsStringAsync()).Should().BeEmpty();
        await again.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-already-answered");
        host.Exchanges.Should().Be(1);
        browser.Cookies.Should().BeEmpty();
    }

    private sealed class BrokenStore : IBiginConnectionStore
    {
        public ValueTask<StoredConnection?> FindAsync(string key, CancellationToken cancellationToken = default) => throw Broken();

        public ValueTask<bool> TrySaveAsync(StoredConnection connection, string? expectedStamp, CancellationToken cancellationToken = default) => throw Broken();

        public ValueTask<bool> TryDeleteAsync(string key, string expectedStamp, CancellationToken cancellationToken = default) => throw Broken();

        public ValueTask<string?> FindStampAsync(string key, CancellationToken cancellationToken = default) => throw Broken();

        public IAsyncEnumerable<ConnectionSummary> ListAsync(CancellationToken cancellationToken = default) => throw Broken();

        public ValueTask<IAsyncDisposable?> TryLockAsync(string key, TimeSpan lease, CancellationToken cancellationToken = default) => throw Broken();

        private static TimeoutException Broken() => new("the database");
    }
}
