using System.Net;
using System.Text.Json;
using Bigin.OAuth.Emulator.Tool;

namespace Bigin.OAuth.Tests.Emulator.Tool;

[TestOf(typeof(Announcement))]
public sealed class The_announcement
{
    [Test]
    public async Task Tells_a_person_addresses_client_users_and_how_to_end_it()
    {
        (ToolHere tool, string text) = await ToolHere.StartAsync("--port", "0", "--client-id", "1000.MINE", "--client-secret", "@mine");
        await using ToolHere _ = tool;

        text = text.ReplaceLineEndings("\n");
        text.TrimEnd().Should().EndWith("\nPress Ctrl+C to end it.");
        text.Should().MatchRegex(@"Client id +1000\.MINE\n").And.MatchRegex(@"Client secret +@mine\n");
        foreach (DataCenter dataCenter in DataCenter.All)
        {
            text.Should().MatchRegex($@"\n{dataCenter.Id} +http://127\.0\.0\.1:\d+ +http://127\.0\.0\.1:\d+\n");
        }

        text.Should().MatchRegex(@"\neurope@example\.com +eu +Dogwood Design \(200000201\)\n").And.MatchRegex(@"\nnone@example\.com +us +none\n");
    }

    [Test]
    public async Task Is_one_line_of_JSON_for_a_program()
    {
        (ToolProcess tool, JsonElement announcement) = await ToolProcess.StartWithJsonAsync("--port", "0", "--client-id", "1000.MINE", "--client-secret", "mine");
        await using ToolProcess _ = tool;

        announcement.EnumerateObject().Select(property => property.Name).Should().Equal("clientId", "clientSecret", "dataCenters", "users");
        announcement.GetProperty("clientId").GetString().Should().Be("1000.MINE");
        announcement.GetProperty("clientSecret").GetString().Should().Be("mine");
        announcement.GetProperty("dataCenters").EnumerateObject().Select(x => x.Name).Should().Equal(DataCenter.All.Select(x => x.Id));
        announcement.GetProperty("dataCenters").GetProperty("us").EnumerateObject().Select(x => x.Name).Should().Equal("accountsServer", "apiServer");
        announcement.GetProperty("users")[0].GetRawText().Should().Be(
            """{"email":"one@example.com","name":"Member of one","dataCenter":"us","organizations":[{"id":"700000101","name":"Acorn Books"}]}""");
        announcement.GetProperty("users").EnumerateArray().Should().HaveCount(5);
    }

    [Test]
    public async Task Comes_when_every_data_center_answers()
    {
        (ToolHere tool, JsonElement announcement) = await ToolHere.StartWithJsonAsync("--port", "0");
        await using ToolHere _ = tool;
        using var http = new HttpClient();

        foreach (JsonProperty dataCenter in announcement.GetProperty("dataCenters").EnumerateObject())
        {
            string origin = dataCenter.Value.GetProperty("accountsServer").GetString()!;
            origin.Should().MatchRegex(@"^http://127\.0\.0\.1:\d+$");

            HttpResponseMessage answer = await http.GetAsync(new Uri(origin + "/signin"));

            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            (await answer.Content.ReadAsStringAsync()).Should().Contain("data-step=\"sign-in\"");
        }
    }
}
