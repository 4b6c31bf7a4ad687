using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(EmulatorApi))]
public sealed class Responses_that_a_test_maps
{
    [Test]
    public async Task Are_three_contacts_for_each_organization_from_the_start()
    {
        await using Host host = await Host.StartAsync(configure: options => options.Scopes.Add(BiginScopes.Modules.Contacts.Read));
        using var caller = new Caller(host);
        (string accessToken, _) = await caller.ConnectAsync();

        JsonNode all = JsonNode.Parse(await (await caller.GetAsync("/bigin/v2/Contacts?fields=Last_Name,Email", accessToken)).Content.ReadAsStringAsync())!;
        JsonNode page = JsonNode.Parse(await (await caller.GetAsync("/bigin/v2/Contacts?per_page=2&page=2", accessToken)).Content.ReadAsStringAsync())!;
        JsonNode one = JsonNode.Parse(await (await caller.GetAsync($"/bigin/v2/Contacts/{all["data"]![1]!["id"]}", accessToken)).Content.ReadAsStringAsync())!;
        HttpResponseMessage none = await caller.GetAsync("/bigin/v2/Contacts?page=2", accessToken);

        all["data"]!.AsArray().Should().HaveCount(3);
        all["data"]![0]!.AsObject().Select(field => field.Key).Should().BeEquivalentTo("Last_Name", "Email", "id");
        ((string)all["data"]![0]!["Email"]!).Should().Be("ada@acornbooks.example");
        page["data"]!.AsArray().Should().ContainSingle();
        ((bool)page["info"]!["more_records"]!).Should().BeFalse();
        ((string)one["data"]![0]!["Last_Name"]!).Should().Be("Baker");
        none.StatusCode.Should().Be(HttpStatusCode.NoContent, "this is Bigin's empty list");
    }

    [Test]
    public async Task See_the_request_and_whose_token_it_carries()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (string accessToken, _) = await caller.ConnectAsync("three@example.com", "Birch Bicycles");
        EmulatorApiRequest? seen = null;
        host.Emulator.Api.Map("POST", "Widgets/{id}/Parts", request =>
        {
            seen = request;
            return EmulatorApiResponse.Json(new { Name = request.Organization.Name }, 201);
        });
        using var message = new HttpRequestMessage(HttpMethod.Post, caller.Address("/bigin/v2/widgets/7/parts?a=b")) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        message.Headers.TryAddWithoutValidation("Authorization", $"Zoho-oauthtoken {accessToken}");

        HttpResponseMessage response = await caller.Http.SendAsync(message);

        response.StatusCode.Should().Be(HttpStatusCode.Created);
        (await response.Content.ReadAsStringAsync()).Should().Be("""{"Name":"Birch Bicycles"}""");
        (seen!.Method, seen.RouteValues["id"], seen.Query["a"], seen.Body, seen.DataCenter, seen.User.Email).Should().Be(("POST", "7", "b", "{}", "us", "three@example.com"));
        seen.Scopes.Should().Equal(BiginScopes.Org.Read);
    }

    [TestCase("GET", "Contacts", BiginScopes.Modules.Contacts.Read, HttpStatusCode.OK)]
    [TestCase("GET", "Contacts", BiginScopes.Modules.All, HttpStatusCode.OK)]
    [TestCase("GET", "Contacts", BiginScopes.Org.Read, HttpStatusCode.Unauthorized)]
    [TestCase("POST", "Contacts", BiginScopes.Modules.Contacts.Read, HttpStatusCode.Unauthorized)]
    [TestCase("POST", "Contacts", BiginScopes.Modules.Contacts.Create, HttpStatusCode.OK)]
    [TestCase("PUT", "Contacts/1", BiginScopes.Modules.Contacts.Update, HttpStatusCode.OK)]
    [TestCase("GET", "settings/modules", BiginScopes.Settings.Modules.Read, HttpStatusCode.OK)]
    [TestCase("GET", "settings/modules", BiginScopes.Org.Read, HttpStatusCode.Unauthorized)]
    [TestCase("GET", "Widgets", BiginScopes.Org.Read, HttpStatusCode.OK)]
    public async Task Need_the_scope_that_Bigin_would_ask_for(string method, string path, string scope, HttpStatusCode expected)
    {
        await using Host host = await Host.StartAsync(configure: options =>
        {
            options.Scopes.Clear();
            options.Scopes.Add(scope);
        });
        using var caller = new Caller(host);
        (string accessToken, _) = await caller.ConnectAsync();
        host.Emulator.Api.Map(method, path, _ => EmulatorApiResponse.Json("{}"));
        using var message = new HttpRequestMessage(new HttpMethod(method), caller.Address($"/bigin/v2/{path}"));
        message.Headers.TryAddWithoutValidation("Authorization", $"Zoho-oauthtoken {accessToken}");

        (await caller.Http.SendAsync(message)).StatusCode.Should().Be(expected);
    }

    [Test]
    public async Task Win_over_older_ones_and_over_the_emulators_own_until_they_are_cleared()
    {
        await using Host host = await Host.StartAsync(options => options.ApiResponses.Add(new EmulatorCannedResponse("GET", "Widgets", "\"settings\"")));
        using var caller = new Caller(host);
        (string accessToken, _) = await caller.ConnectAsync();

        string fromSettings = await GetAsync("Widgets");
        host.Emulator.Api.Map("GET", "Widgets", request => request.Query.ContainsKey("newer") ? EmulatorApiResponse.Json("\"mapped\"") : null);
        host.Emulator.Api.Map("GET", "org", _ => EmulatorApiResponse.Error(403, "NO_PERMISSION", "permission denied"));
        string mapped = await GetAsync("Widgets?newer");
        string passedOn = await GetAsync("Widgets");
        string org = await GetAsync("org");
        host.Emulator.Api.Clear();

        (fromSettings, mapped, passedOn).Should().Be(("\"settings\"", "\"mapped\"", "\"settings\""));
        org.Should().Be("""{"code":"NO_PERMISSION","details":{},"message":"permission denied","status":"error"}""");
        (await GetAsync("org")).Should().Contain("Acorn Books");
        (await GetAsync("Widgets?newer")).Should().Be("\"settings\"");

        async Task<string> GetAsync(string path) => await (await caller.GetAsync($"/bigin/v2/{path}", accessToken)).Content.ReadAsStringAsync();
    }

    [Test]
    public async Task Are_not_asked_without_a_token()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        host.Emulator.Api.Map("GET", "Widgets", _ => throw new AssertionException("It was asked."));

        (await caller.GetAsync("/bigin/v2/Widgets", null)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await caller.GetAsync("/bigin/v2/Widgets", "1000.0.0")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [TestCase("", "Contacts")]
    [TestCase("GET", "")]
    [TestCase("GET", "Contacts/{")]
    public async Task Need_a_method_and_a_path(string method, string path)
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();

        Action map = () => emulator.Api.Map(method, path, _ => null);

        map.Should().Throw<ArgumentException>();
    }
}
