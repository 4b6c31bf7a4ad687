using System.Net;
using System.Security.Claims;
using Bigin.OAuth.Emulator;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Readme;

public sealed class The_guide_to_calls : IAsyncDisposable
{
    private BiginEmulator _emulator = null!;
    private ServiceProvider _services = null!;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    [Test]
    public async Task Lists_contacts_of_a_customer()
    {
        BiginContacts contacts = await StartAsync();

        List<BiginContact> found = await contacts.ListAsync().ToListAsync();

        found.Select(contact => contact.LastName).Should().Equal("Archer", "Baker", "Carter");
        found.Should().OnlyContain(contact => contact.Id.Length > 0 && contact.Email!.EndsWith("@acornbooks.example"));
    }

    [Test]
    public async Task Follows_pages_by_number_and_then_by_token()
    {
        BiginContacts contacts = await StartAsync();
        _emulator.Api.Map("GET", "Contacts", request => (request.Query.GetValueOrDefault("page"), request.Query.GetValueOrDefault("page_token")) switch
        {
            ("1", null) => Page("1", """ "page":1,"more_records":true """),
            ("2", null) => Page("2", """ "page":2,"more_records":true,"next_page_token":"t/1" """),
            (null, "t/1") => Page("3", """ "page":3,"more_records":false,"next_page_token":null """),
            _ => EmulatorApiResponse.Empty(500),
        });

        List<BiginContact> found = await contacts.ListAsync().ToListAsync();

        found.Select(contact => contact.Id).Should().Equal("1", "2", "3");
    }

    [Test]
    public async Task Takes_no_content_for_an_empty_list()
    {
        BiginContacts contacts = await StartAsync();
        _emulator.Api.Map("GET", "Contacts", _ => EmulatorApiResponse.Empty());

        (await contacts.ListAsync().ToListAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task Creates_a_contact()
    {
        BiginContacts contacts = await StartAsync();
        string? sent = null;
        _emulator.Api.Map("POST", "Contacts", request =>
        {
            sent = request.Body;
            return EmulatorApiResponse.Json("""{"data":[{"status":"success"}]}""", 201);
        });

        string created = await contacts.CreateAsync("Archer", "ada@example.com");

        sent.Should().Be("""{"data":[{"Last_Name":"Archer","Email":"ada@example.com"}]}""");
        created.Should().Contain("success");
    }

    [Test]
    public async Task Throws_with_the_status_and_the_error_of_the_API()
    {
        BiginContacts contacts = await StartAsync(BiginScopes.Modules.Contacts.Read);
        _emulator.Api.Map("POST", "Contacts", _ => EmulatorApiResponse.Empty(201));
        _emulator.Api.Map("GET", "Contacts", _ => EmulatorApiResponse.Error(403, "NO_PERMISSION", "permission denied"));

        HttpRequestException missingScope = (await FluentActions.Awaiting(() => contacts.CreateAsync("Archer", "ada@example.com")).Should().ThrowAsync<HttpRequestException>()).Which;
        HttpRequestException noPermission = (await FluentActions.Awaiting(async () => await contacts.ListAsync().ToListAsync()).Should().ThrowAsync<HttpRequestException>()).Which;

        missingScope.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        missingScope.Message.Should().Contain("OAUTH_SCOPE_MISMATCH");
        noPermission.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        noPermission.Message.Should().Contain("NO_PERMISSION");
    }

    [TestCase("GET", 2, HttpStatusCode.OK)]
    [TestCase("POST", 1, HttpStatusCode.TooManyRequests)]
    public async Task Waits_as_long_as_the_API_says_where_a_repeat_is_safe(string method, int requests, HttpStatusCode last)
    {
        await StartAsync();
        int count = 0;
        _emulator.Api.Map(method, "Contacts", _ => ++count == 1 ? EmulatorApiResponse.Empty(429).WithRetryAfter(TimeSpan.FromSeconds(1)) : EmulatorApiResponse.Empty(200));
        using HttpClient bigin = _services.GetRequiredService<BiginConnections>().CreateClient("tenant-42");
        using var request = new HttpRequestMessage(new HttpMethod(method), "Contacts");

        using HttpResponseMessage response = await bigin.SendAsync(request);

        response.StatusCode.Should().Be(last);
        count.Should().Be(requests);
    }

    private static EmulatorApiResponse Page(string id, string info) => EmulatorApiResponse.Json($$$"""{"data":[{"id":"{{{id}}}"}],"info":{{{{info}}}}}""");

    private async Task<BiginContacts> StartAsync(string scope = BiginScopes.Modules.Contacts.All)
    {
        _emulator = await BiginEmulator.StartAsync();
        var services = new ServiceCollection();
        CallingGuide.AddServices(services, new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Bigin:RedirectUri"] = "http://localhost:5999/bigin/callback",
            ["Bigin:Scopes:0"] = scope,
            ["Bigin:Scopes:1"] = BiginScopes.Org.Read,
        }).Build());
        services.AddSingleton<IHttpContextAccessor, SignedIn>();
        services.AddBiginOAuth(_ => { }).UseEmulator(_emulator);
        _services = services.BuildServiceProvider();
        await _emulator.ConnectAsync(_services, "tenant-42", "one@example.com");
        return _services.GetRequiredService<BiginContacts>();
    }

    private sealed class SignedIn : IHttpContextAccessor
    {
        public HttpContext? HttpContext { get; set; } =
            new DefaultHttpContext { User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("tenant", "tenant-42")], "test")) };
    }
}
