using System.Net;
using System.Text.Json.Nodes;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

/// <summary>Where libraries that sign people in with Zoho read whose token they hold.</summary>
[TestOf(typeof(BiginEmulator))]
public sealed class User_info_of_the_emulator
{
    private const string Path = "/oauth/user/info";

    [TestCase("Bearer")]
    [TestCase("Zoho-oauthtoken")]
    public async Task Names_the_user_of_a_token_with_the_profile_scope(string scheme)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        string accessToken = await GetAccessTokenAsync(host, caller, "AaaServer.profile.Read");

        HttpResponseMessage response = await caller.GetAsync(Path, accessToken, scheme: scheme);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        JsonNode user = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((string)user["Display_Name"]!).Should().Be("Member of one");
        ((string)user["First_Name"]!).Should().Be("Member");
        ((string)user["Last_Name"]!).Should().Be("of one");
        ((string)user["Email"]!).Should().Be("one@example.com");
        ((long)user["ZUID"]!).Should().Be(600_000_001);
    }

    [TestCase("ZohoBigin.org.READ", "TOKEN", "INVALID_OAUTHSCOPE")]
    [TestCase("AaaServer.profile.READ", "1000.0.0", "INVALID_OAUTHTOKEN")]
    [TestCase("AaaServer.profile.READ", null, "INVALID_OAUTHTOKEN")]
    public async Task Names_no_user_to_a_token_without_that_scope_or_without_life(string scope, string? token, string cause)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        string accessToken = await GetAccessTokenAsync(host, caller, scope);

        HttpResponseMessage response = await caller.GetAsync(Path, token?.Replace("TOKEN", accessToken), scheme: "Bearer");

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync()).Should().Contain(cause).And.NotContain("one@example.com");
        host.Emulator.Requests[^1].Outcome.Should().Be(cause);
    }

    [Test]
    public async Task Can_be_hit_by_a_fault()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        host.Emulator.Faults.Next(EmulatorEndpoint.UserInfo, EmulatorFault.Status(503));

        HttpResponseMessage response = await caller.GetAsync(Path, null);

        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    private static async Task<string> GetAccessTokenAsync(Host host, Caller caller, string scope)
    {
        string response = await caller.AnswerAsync(caller.Exchange(await caller.CodeAsync(links: host.Links.WithScopes(scope))));
        return (string)JsonNode.Parse(response)!["access_token"]!;
    }
}
