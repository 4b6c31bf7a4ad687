using System.Net;
using Bigin.OAuth.Tests.Connections.Store;
using ConnectBigin;

namespace Bigin.OAuth.BrowserTests;

// Its rows share one sample, which none of them changes.
[TestOf(typeof(ErrorModel))]
public sealed class Addresses_that_lead_nowhere
{
    private const string Html = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private static SampleHere? _sample;

    [OneTimeSetUp]
    public static async Task StartAsync() => _sample = await SampleHere.StartAsync();

    [OneTimeTearDown]
    public static async Task EndAsync() => await _sample!.DisposeAsync();

    [TestCase("GET", "/no-such-page", HttpStatusCode.NotFound, "Page not found")]
    [TestCase("GET", "/favicon.ico", HttpStatusCode.NotFound, "Page not found")]
    [TestCase("GET", "/error", HttpStatusCode.NotFound, "Page not found")]
    [TestCase("GET", "/error/500", HttpStatusCode.NotFound, "Page not found")]
    [TestCase("GET", "/organization", HttpStatusCode.NotFound, "Page not found")]
    [TestCase("GET", "/organization?tenant=not-a-customer", HttpStatusCode.NotFound, "Page not found")]
    [TestCase("GET", "/disconnect?tenant=not-a-customer", HttpStatusCode.NotFound, "Page not found")]
    [TestCase("GET", "/bigin/connect/switch", HttpStatusCode.MethodNotAllowed, "Page not found")]
    [TestCase("POST", "/bigin/callback", HttpStatusCode.MethodNotAllowed, "Page not found")]
    [TestCase("POST", "/no-such-page", HttpStatusCode.NotFound, "Page not found")]
    [TestCase("POST", "/", HttpStatusCode.BadRequest, "This did not work")]
    [TestCase("POST", "/disconnect?tenant=contoso", HttpStatusCode.BadRequest, "This did not work")]
    [TestCase("GET", "/bigin/connect", HttpStatusCode.OK, "You can&#x27;t connect Bigin here.")]
    [TestCase("GET", "/bigin/connect?tenant=not-a-customer", HttpStatusCode.OK, "You can&#x27;t connect Bigin here.")]
    [TestCase("GET", "/bigin/connect/result", HttpStatusCode.NotFound, "This page has expired.")]
    [TestCase("GET", "/bigin/callback", HttpStatusCode.OK, "Nothing to answer")]
    [TestCase("GET", "/answer/rejected?tenant=not-a-customer", HttpStatusCode.OK, "Rejected")]
    [TestCase("GET", "/answer/no-such-answer", HttpStatusCode.OK, "Bigin connections")]
    [TestCase("GET", "/?tenant=not-a-customer&notice=connected", HttpStatusCode.OK, "Bigin connections")]
    public async Task Show_a_person_a_page_with_a_way_back(string method, string address, HttpStatusCode status, string heading)
    {
        using var http = new HttpClient { BaseAddress = _sample!.Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Headers = { { "Accept", Html } } };

        using HttpResponseMessage answer = await http.SendAsync(request);

        string page = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.Should().Be(status);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        page.Should().Contain($"<h1>{heading}</h1>").And.MatchRegex("<a class=\"(button|brand)\" href=\"/\">")
            .And.Contain("/site.css").And.NotContain("not-a-customer");
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        answer.Headers.GetValues("Content-Security-Policy").Should().ContainSingle();
    }

    [Test]
    public async Task Tell_a_person_who_came_with_an_unknown_customer_what_to_do()
    {
        using var http = new HttpClient { BaseAddress = _sample!.Address, DefaultRequestHeaders = { { "Accept", Html } } };

        string page = await http.GetStringAsync("/bigin/connect?tenant=not-a-customer");

        page.Should().Contain("The address names no customer of this application.").And.NotContain("Sign in");
    }

    [Test]
    public async Task Are_told_from_what_the_application_did_not_expect()
    {
        await using SampleHere sample = await SampleHere.StartAsync();
        SqlitePool.Clear(Path.Combine(sample.Data.FullName, "emulator.db"));
        foreach (FileInfo file in sample.Data.GetFiles("emulator.db*"))
        {
            await File.WriteAllTextAsync(file.FullName, "no database");
        }

        using var http = new HttpClient { BaseAddress = sample.Address };

        using HttpResponseMessage answer = await http.GetAsync("/");

        answer.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("<h1>Something went wrong</h1>").And.NotContain("database");
    }
}
