using System.Text.Json.Nodes;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Credentials_in_a_Basic_header
{
    private const string Id = "1000.A+B/C=";
    private const string Secret = "p%q:r s";

    // RFC 6749 section 2.3.1: id and secret are "encoded using the "application/x-www-form-urlencoded" encoding algorithm". Many clients don't.
    [TestCase(Id, Secret, TestName = "Are_taken_as_they_are")]
    [TestCase("1000.A%2BB%2FC%3D", "p%25q%3Ar+s", TestName = "Are_taken_form_encoded")]
    [TestCase("1000.A%2BB%2FC%3D", "p%25q%3Ar%20s", TestName = "Are_taken_percent_encoded")]
    public async Task Are_taken_in_either_form(string id, string secret)
    {
        (await ExchangeAsync(id, secret)).Should().Contain("access_token");
    }

    [TestCase(Id, "p%q:r-s", "invalid_client_secret")]
    [TestCase("1000.A B/C=", Secret, "invalid_client")]
    public async Task Are_refused_where_neither_form_is_right(string id, string secret, string error)
    {
        (await ExchangeAsync(id, secret)).Should().Be($$"""{"error":"{{error}}"}""");
    }

    [Test]
    public async Task Revoke_a_token_in_either_form()
    {
        await using Host host = await Host.StartAsync(Configure);
        using var caller = new Caller(host);
        (_, string refreshToken) = await caller.ConnectAsync();

        HttpResponseMessage response = await caller.PostWithBasicAsync(
            "/oauth/v2/revoke/token", Uri.EscapeDataString(Id), Uri.EscapeDataString(Secret), new() { ["token"] = refreshToken });

        ((string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["status"]!).Should().Be("success");
    }

    private static async Task<string> ExchangeAsync(string id, string secret)
    {
        await using Host host = await Host.StartAsync(Configure);
        using var caller = new Caller(host);
        Dictionary<string, string> form = caller.Exchange(await caller.CodeAsync());
        form.Remove("client_id");
        form.Remove("client_secret");
        return await (await caller.PostWithBasicAsync("/oauth/v2/token", id, secret, form)).Content.ReadAsStringAsync();
    }

    private static void Configure(BiginEmulatorOptions options) => (options.ClientId, options.ClientSecret) = (Id, Secret);
}
