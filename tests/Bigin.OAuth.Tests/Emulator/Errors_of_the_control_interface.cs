using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Errors_of_the_control_interface
{
    [TestCase("accept", """{ "user": "one@example.com" }""", "url")]
    [TestCase("accept", """{ "url": "https://accounts.zoho.com/oauth/v2/auth", "user": "one@example.com" }""", "doesn't lead to this emulator")]
    [TestCase("revoke", """{ "user": "nobody@example.com" }""", "one@example.com")]
    [TestCase("revoke", """{ "usr": "one@example.com" }""", "usr")]
    [TestCase("revoke", "not JSON", "invalid")]
    [TestCase("revoke", "null", "null")]
    [TestCase("clock/advance", """{ "seconds": -1 }""", "-")]
    [TestCase("faults", """{ "endpoint": "Token", "fault": "Earthquake" }""", "Earthquake")]
    [TestCase("faults", """{ "endpoint": "Token", "fault": "Error" }""", "'error'")]
    [TestCase("faults", """{ "endpoint": "Token", "fault": "Status", "status": 99 }""", "status")]
    [TestCase("api", """{ "method": "GET", "path": "{", "body": {} }""", "valid path")]
    [TestCase("self-client-codes", """{ "user": "one@example.com", "minutes": 11 }""", "validFor")]
    [TestCase("api", """{ "method": "GET", "path": "Empty", "status": 204, "body": {} }""", "204")]
    [TestCase("api", """{ "method": "GET", "path": "Empty", "status": 600 }""", "status")]
    [TestCase("api", """{ "method": "GET", "path": "Busy", "retryAfterSeconds": -1 }""", "etryAfter")]
    [TestCase("api", """{ "method": "GET", "path": "Busy", "retryAfterSeconds": 1, "retryAfterDate": "2027-01-02T03:04:05Z" }""", "retryAfterDate")]
    [TestCase("faults", """{ "endpoint": "Token", "fault": "Throttle", "retryAfterSeconds": 1, "retryAfterDate": "2027-01-02T03:04:05Z" }""", "retryAfterDate")]
    [TestCase("clock/advance", """{ "seconds": 300000000000 }""", "year")]
    public async Task Say_in_a_sentence_what_is_wrong_with_a_request(string path, string body, string named)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        HttpResponseMessage response = await caller.Http.PostAsync(caller.Address($"/emulator/{path}"), new StringContent(body));

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        ((string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!).Should().Contain(named);
    }

    [Test]
    public async Task Say_which_error_page_the_emulator_shows()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        var link = new Uri(host.Links.Build().Url.OriginalString.Replace("ZohoBigin.org.READ", "ZohoBigin.nothing.READ"));

        HttpResponseMessage response = await caller.Http.PostAsJsonAsync(caller.Address("/emulator/accept"), new { url = link, user = "one@example.com" });

        response.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await response.Content.ReadAsStringAsync()).Should().Contain("Invalid OAuth scope");
    }
}
