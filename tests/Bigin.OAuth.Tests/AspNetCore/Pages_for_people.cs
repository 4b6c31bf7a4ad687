using System.Net;
using System.Text.RegularExpressions;
using System.Web;
using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(ConnectPage))]
public sealed partial class Pages_for_people
{
    private const string Html = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private const string User = "three@example.com";

    private static readonly TestCaseData[] Rows = [.. EveryOutcome.Rows.Where(row => row.Type is not null).Select(row => new TestCaseData(row.Name))];

    [TestCaseSource(nameof(Rows))]
    public async Task Take_the_place_of_the_address_with_the_code(string name)
    {
        EveryOutcome row = EveryOutcome.Rows.Single(row => row.Name == name);
        await using WebHost host = await EveryOutcome.StartAsync();
        using WebBrowser browser = Browse(host);

        using HttpResponseMessage answer = await row.ReachAsync(host, browser);

        answer.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        string address = answer.Headers.Location!.OriginalString;
        address.Should().StartWith("/bigin/connect/result?page=");
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        using HttpResponseMessage page = await browser.GetAsync(address);
        string text = await page.Content.ReadAsStringAsync();
        page.StatusCode.Should().Be(HttpStatusCode.OK, "it is what was asked for");
        page.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        page.Headers.CacheControl!.NoStore.Should().BeTrue();
        HttpUtility.HtmlDecode(text).Should().Contain($"<h1>{row.Title}</h1>");
        text.Should().Contain("href=\"/\"").And.NotContain("<script");
        browser.Codes.Concat(browser.States).Where(secret => $"{address}{text}".Contains(secret, StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Test]
    public async Task Are_not_for_scripts_nor_for_what_accepts_anything([Values("application/json", "*/*", "text/html;q=0, */*")] string accept)
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = Browse(host);
        browser.Accept = accept;

        using HttpResponseMessage answer = await browser.GetAsync("/bigin/callback?state=x");

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
    }

    [Test]
    public async Task Come_from_what_the_host_answers_itself_too()
    {
        await using WebHost host = await WebHost.StartAsync(options => options.Respond = (context, outcome) => outcome.ToResult().ExecuteAsync(context));
        using WebBrowser browser = Browse(host);

        using HttpResponseMessage answer = await browser.GetAsync("/bigin/callback?state=x");

        answer.Headers.Location!.OriginalString.Should().StartWith("/bigin/connect/result?page=");
    }

    [Test]
    public async Task Lead_to_a_new_attempt_and_back_to_where_the_person_came_from()
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = Browse(host);
        Uri rejected = await host.Emulator.RejectAsync(await browser.ConnectAsync("/bigin/connect?returnUrl=%2Fsettings%3Ftab%3D2"), "one@example.com");

        string text = await OpenAsync(browser, await browser.ReturnAsync(rejected));

        Hrefs(text).Should().Equal("/bigin/connect?returnUrl=%2Fsettings%3Ftab%3D2", "/settings?tab=2");
        using HttpResponseMessage again = await browser.GetAsync(Hrefs(text)[0]);
        again.StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task Have_an_address_that_a_server_reads_however_the_one_to_return_to_is_written()
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = Browse(host);
        string longest = $"/?{new string('&', 998)}";
        Uri rejected = await host.Emulator.RejectAsync(await browser.ConnectAsync($"/bigin/connect?returnUrl={Uri.EscapeDataString(longest)}"), "one@example.com");

        using HttpResponseMessage answer = await browser.ReturnAsync(rejected);

        answer.Headers.Location!.OriginalString.Length.Should().BeLessThan(8_000, "Kestrel reads a request line of 8,192 bytes");
        Hrefs(await OpenAsync(browser, answer))[^1].Should().Be(longest);
    }

    [Test]
    public async Task Offer_to_keep_the_organization_or_to_switch()
    {
        await using WebHost host = await EveryOutcome.StartAsync();
        using WebBrowser browser = Browse(host);
        string text = await OpenAsync(browser, await PickAnotherAsync(host, browser));

        text.Should().Contain("<dd>Acorn Books</dd>").And.Contain("<dd>Birch Bicycles</dd>").And.Contain(">Keep Acorn Books<").And.Contain(">Switch to Birch Bicycles<");
        using HttpResponseMessage switched = await SwitchAsync(browser, text);
        switched.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(switched.Headers.Location!, User, "Birch Bicycles"));
        answer.ShouldReturnTo("/");
        (await host.Connections.FindAsync(WebHost.Key))!.Organization!.Name.Should().Be("Birch Bicycles");
    }

    [Test]
    public async Task Encode_the_names_of_organizations()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync(options => options.Users.Add(new(
            "evil@example.com", "Evil", "us", new EmulatorOrganization("900000001", "<script>alert(1)</script>"), new EmulatorOrganization("900000002", "\"><b>"))));
        await using WebHost host = await EveryOutcome.StartAsync(emulator: emulator);
        using WebBrowser browser = Browse(host);
        (await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync(), "evil@example.com", "900000001"))).Dispose();

        string text = await OpenAsync(browser, await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync(), "evil@example.com", "900000002")));

        text.Should().NotContain("<script").And.NotContain("<b>").And.Contain("&lt;script&gt;");
    }

    [TestCase("mallory", 0, "")]
    [TestCase(null, 0, "")]
    [TestCase("anna", 10, "")]
    [TestCase("anna", 0, "x")]
    public async Task Are_gone_for_other_users_after_a_while_and_where_the_address_was_changed(string? user, int minutes, string change)
    {
        await using WebHost host = await EveryOutcome.StartAsync();
        using WebBrowser browser = Browse(host);
        string address = (await PickAnotherAsync(host, browser)).Headers.Location!.OriginalString;
        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(minutes));
        browser.User = user;

        using HttpResponseMessage page = await browser.GetAsync(address + change);

        page.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await page.Content.ReadAsStringAsync()).Should().Contain("This page has expired.").And.NotContain("Acorn");
    }

    [TestCase("")]
    [TestCase("?page=")]
    [TestCase("?page=x&page=y")]
    [TestCase("?page=%00")]
    public async Task Are_gone_where_the_address_says_nothing(string query)
    {
        await using WebHost host = await WebHost.StartAsync();
        using WebBrowser browser = Browse(host);

        using HttpResponseMessage page = await browser.GetAsync($"/bigin/connect/result{query}");

        page.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Are_the_hosts_own_where_it_writes_them()
    {
        await using WebHost host = await EveryOutcome.StartAsync(options => options.Page = page => $"<p>{page.Type}|{page.ReturnUrl}|{page.CurrentOrganization}|{page.PickedOrganization}|{page.SwitchForm?.Action}</p>");
        using WebBrowser browser = Browse(host);

        string text = await OpenAsync(browser, await PickAnotherAsync(host, browser));

        text.Should().Be("<p>different-organization|/|Acorn Books|Birch Bicycles|/bigin/connect/switch</p>");
    }

    [Test]
    public async Task Are_where_the_endpoints_are()
    {
        await using WebHost host = await WebHost.StartAsync(prefix: "/crm", configureClient: options => options.RedirectUri = new Uri("http://localhost:5999/crm/bigin/callback"), configure: options => options.CallbackPath = "/bigin/callback");
        using WebBrowser browser = Browse(host);

        using HttpResponseMessage answer = await browser.GetAsync("/crm/bigin/callback?state=x");

        string address = answer.Headers.Location!.OriginalString;
        address.Should().StartWith("/crm/bigin/connect/result?page=");
        using HttpResponseMessage page = await browser.GetAsync(address);
        page.StatusCode.Should().Be(HttpStatusCode.OK);
        Hrefs(await page.Content.ReadAsStringAsync())[0].Should().StartWith("/crm/bigin/connect?returnUrl=");
    }

    [TestCase("/b", "http://localhost:5999/bigin/callback", "/b/bigin/callback", "/b/bigin/connect")] // one of two maps, whose links have a redirect URI of their own
    [TestCase("", "http://localhost:5999/invoices/bigin/callback", "/bigin/callback", "/invoices/bigin/connect")] // a proxy cuts /invoices off
    public async Task Are_where_browsers_see_the_endpoints_of_their_map(string prefix, string redirectUri, string callback, string connect)
    {
        await using WebHost host = await WebHost.StartAsync(
            prefix: prefix,
            configureClient: options => options.RedirectUri = new Uri(redirectUri),
            configure: options => options.CallbackPath = "/bigin/callback");
        using WebBrowser browser = Browse(host);

        using HttpResponseMessage answer = await browser.GetAsync($"{callback}?state=x");

        answer.Headers.Location!.OriginalString.Should().StartWith($"{connect}/result?page=");
    }

    [Test]
    public async Task Need_no_sign_in_where_the_endpoints_do()
    {
        await using WebHost host = await WebHost.StartAsync(
            configureBuilder: builder => builder.Services.AddAuthorization(),
            configureApp: app => app.UseAuthorization(),
            conventions: endpoints => endpoints.RequireAuthorization());
        using WebBrowser browser = Browse(host);
        browser.User = null;

        using HttpResponseMessage answer = await browser.GetAsync("/bigin/callback?state=x");
        using HttpResponseMessage page = await browser.GetAsync(answer.Headers.Location!.OriginalString);

        page.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private static WebBrowser Browse(WebHost host)
    {
        WebBrowser browser = host.Browse();
        browser.Accept = Html;
        return browser;
    }

    private static async Task<HttpResponseMessage> PickAnotherAsync(WebHost host, WebBrowser browser)
    {
        (await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync(), User, "Acorn Books"))).Dispose();
        return await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync(), User, "Birch Bicycles"));
    }

    private static async Task<string> OpenAsync(WebBrowser browser, HttpResponseMessage answer)
    {
        using HttpResponseMessage page = await browser.GetAsync(answer.Headers.Location!.OriginalString);
        return await page.Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> SwitchAsync(WebBrowser browser, string text)
    {
        Match form = Form().Match(text);
        return await browser.PostAsync(
            HttpUtility.HtmlDecode(form.Groups["action"].Value), "application/x-www-form-urlencoded", $"{form.Groups["name"].Value}={Uri.EscapeDataString(HttpUtility.HtmlDecode(form.Groups["value"].Value))}");
    }

    private static string[] Hrefs(string text) => [.. Link().Matches(text).Select(link => HttpUtility.HtmlDecode(link.Groups[1].Value))];

    [GeneratedRegex("""<form method="post" action="(?<action>[^"]+)"><input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]+)">""")]
    private static partial Regex Form();

    [GeneratedRegex("""<a[^>]* href="([^"]+)">""")]
    private static partial Regex Link();
}
