using System.Net;
using System.Text.Json.Nodes;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Server_info
{
    [Test]
    public async Task Names_every_accounts_server_but_that_of_China()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        HttpResponseMessage answer = await caller.Http.GetAsync(caller.Address("/oauth/serverinfo", "eu"));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        JsonNode body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        ((string)body["result"]!).Should().Be("success");
        body["locations"]!.AsObject().Select(location => $"{location.Key} {location.Value}").Should().Equal(
            host.Emulator.DataCenters.Where(x => x.Id != "cn").Select(x => $"{x.Id} {x.AccountsServer.GetLeftPart(UriPartial.Authority)}"));
    }

    [Test]
    public async Task Names_that_of_China_alone_in_China()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        string answer = await caller.Http.GetStringAsync(caller.Address("/oauth/serverinfo", "cn"));

        answer.Should().Be($"{{\"result\":\"success\",\"locations\":{{\"cn\":\"http://127.0.0.1:{caller.Address("/", "cn").Port}\"}}}}");
    }

    [Test]
    public async Task Is_asked_for_with_GET()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        HttpResponseMessage answer = await caller.PostAsync([], path: "/oauth/serverinfo");

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }
}
