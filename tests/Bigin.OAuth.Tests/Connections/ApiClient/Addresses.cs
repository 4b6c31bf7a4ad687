using Bigin.OAuth.Tests.Tokens;

namespace Bigin.OAuth.Tests.Connections.ApiClient;

[TestOf(typeof(BiginConnections))]
public sealed class Addresses
{
    [Test]
    public async Task Are_relative_to_a_placeholder()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();

        using HttpClient bigin = host.Connections.CreateClient("nobody");

        bigin.BaseAddress.Should().Be("https://bigin.invalid/bigin/v2/");
    }

    [Test]
    public async Task Are_logged_as_they_really_are_and_without_their_query()
    {
        var logs = new RecordedLogs();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.Record(logs));
        await host.ConnectAsync();

        using HttpResponseMessage response = await host.Connections.CreateClient(ConnectionHost.Key).GetAsync("Contacts?fields=Last_Name");

        string server = host.Emulator.DataCenters.Single(dataCenter => dataCenter.Id == "us").ApiServer.OriginalString.TrimEnd('/');
        logs.Entries.Should().ContainSingle(entry => entry.Id.Name == "ApiCalled" && entry.Message.Contains("Contacts", StringComparison.Ordinal))
            .Which.Message.Should().Be($"GET {server}/bigin/v2/Contacts of tenant-42: status {(int)response.StatusCode}.");
        logs.Entries.Should().NotContain(entry => entry.Everything.Contains("bigin.invalid", StringComparison.Ordinal));
    }

    [TestCase("Contacts", "/bigin/v2/Contacts")]
    [TestCase("Contacts?fields=a%2Cb", "/bigin/v2/Contacts?fields=a%2Cb")]
    [TestCase("Contacts/a%2Fb%20c%25", "/bigin/v2/Contacts/a%2Fb%20c%25")]
    [TestCase("Contacts?criteria=(Last_Name:equals:%C3%A4)&x=%2B+%26%23", "/bigin/v2/Contacts?criteria=(Last_Name:equals:%C3%A4)&x=%2B+%26%23")]
    [TestCase("?page=2", "/bigin/v2/?page=2")]
    [TestCase("/bigin/bulk/v2/read", "/bigin/bulk/v2/read")]
    [TestCase("../v1/org", "/bigin/v1/org")]
    [TestCase("https://bigin.invalid/bigin/v2/org", "/bigin/v2/org")]
    public async Task That_are_relative_lead_to_the_API_server_as_they_are(string address, string target)
    {
        await using ApiServer api = await ApiServer.StartAsync();
        await using ApiHost host = await ApiHost.StartAsync(api.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        (await bigin.GetAsync(address)).EnsureSuccessStatusCode();

        api.Requests.Should().ContainSingle().Which.Target.Should().Be(target);
    }

    // RFC 3986 section 4.2: a reference that begins with two slashes names a server. A path may begin with two as well.
    [TestCase("../..//{0}/bigin/v2/org")]
    [TestCase("/.//{0}/bigin/v2/org")]
    [TestCase("https://bigin.invalid//{0}/bigin/v2/org")]
    [TestCase("https://bigin.invalid/\\{0}/bigin/v2/org")]
    public async Task Whose_path_looks_like_another_server_lead_to_the_API_server(string address)
    {
        await using RawServer elsewhere = RawServer.Start(RawAnswer.Json("{}"));
        await using ApiServer api = await ApiServer.StartAsync();
        await using ApiHost host = await ApiHost.StartAsync(api.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        (await bigin.GetAsync(Put(elsewhere, address))).EnsureSuccessStatusCode();

        elsewhere.Connections.Should().Be(0);
        api.Requests.Should().ContainSingle().Which.Target.Should().Be($"//{elsewhere.Address.Authority}/bigin/v2/org");
    }

    [Test]
    public async Task That_are_absolute_may_lead_to_the_API_server([Values("", "user:word@")] string userInfo)
    {
        await using ApiServer api = await ApiServer.StartAsync();
        await using ApiHost host = await ApiHost.StartAsync(api.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        using HttpResponseMessage answer = await bigin.GetAsync(new Uri($"http://{userInfo}{api.Address.Authority}/bigin/v2/org?x=%2C#part"));

        ApiServerRequest request = api.Requests.Should().ContainSingle().Subject;
        request.Target.Should().Be("/bigin/v2/org?x=%2C");
        request.Authorization.Should().Be($"Zoho-oauthtoken {ApiHost.GetToken(ApiHost.Key)}");
        answer.RequestMessage!.RequestUri.Should().Be(new Uri(api.Address, "/bigin/v2/org?x=%2C"));
    }

    [TestCase("http://{0}/bigin/v2/org", TestName = "another port")]
    [TestCase("//{0}/bigin/v2/org", TestName = "another port, without scheme")]
    [TestCase("https://bigin.invalid@{0}/bigin/v2/org", TestName = "the placeholder as user")]
    [TestCase("http://{1}@{0}/bigin/v2/org", TestName = "the API server as user")]
    [TestCase("http://{0}/\\@{1}/bigin/v2/org", TestName = "the API server behind a backslash")]
    [TestCase("https://{1}/bigin/v2/org", TestName = "https where it is http")]
    [TestCase("http://localhost:{2}/bigin/v2/org", TestName = "another name of the API server")]
    [TestCase("http://[::1]:{2}/bigin/v2/org", TestName = "another address of the API server")]
    [TestCase("http://127.0.0.1.example.com:{2}/bigin/v2/org", TestName = "the API server as a part of a name")]
    [TestCase("http://bigin.invalid/bigin/v2/org", TestName = "the placeholder with http")]
    [TestCase("https://bigin.invalid:444/bigin/v2/org", TestName = "the placeholder with a port")]
    [TestCase("https://bigin.invalid.example.com/bigin/v2/org", TestName = "the placeholder as a part of a name")]
    [TestCase("https://www.zohoapis.com/bigin/v2/org", TestName = "an API server outside the map")]
    [TestCase("ftp://{1}/bigin/v2/org", TestName = "ftp")]
    [TestCase("file:///bigin/v2/org", TestName = "a file")]
    public async Task That_lead_elsewhere_are_refused(string address)
    {
        await using RawServer elsewhere = RawServer.Start(RawAnswer.Json("{}"));
        await using RawServer api = RawServer.Start(RawAnswer.Json("{}"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, accounts: elsewhere.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);
        var target = new Uri(Put(elsewhere, address).Replace("{1}", api.Address.Authority, StringComparison.Ordinal)
            .Replace("{2}", $"{api.Address.Port}", StringComparison.Ordinal), UriKind.RelativeOrAbsolute);
        using var request = new HttpRequestMessage(HttpMethod.Get, target);

        (await bigin.Awaiting(x => x.SendAsync(request)).Should().ThrowAsync<InvalidOperationException>())
            .Which.ToString().Should().NotContain(ApiHost.GetToken(ApiHost.Key));

        elsewhere.Connections.Should().Be(0);
        api.Connections.Should().Be(0);
        request.Headers.Authorization.Should().BeNull();
    }

    [Test]
    public async Task Of_another_connections_API_server_are_refused()
    {
        await using RawServer europe = RawServer.Start(RawAnswer.Json("{}"));
        await using RawServer api = RawServer.Start(RawAnswer.Json("{}"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, apiOfEurope: europe.Address);
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);

        await bigin.Awaiting(x => x.GetAsync(new Uri(europe.Address, "/bigin/v2/org"))).Should().ThrowAsync<InvalidOperationException>();

        europe.Connections.Should().Be(0);
    }

    [Test]
    public async Task Lead_to_another_data_center_after_a_consent_there()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(configure: options => options.Scopes.Remove(BiginScopes.Org.Read));
        await host.ConnectAsync();
        using HttpClient bigin = host.Connections.CreateClient(ConnectionHost.Key);
        string before = await bigin.GetStringAsync("users?type=CurrentUser");

        await host.ConnectAsync(user: "europe@example.com");
        string after = await bigin.GetStringAsync("users?type=CurrentUser");

        before.Should().Contain("one@example.com");
        after.Should().Contain("europe@example.com");
        host.Emulator.Requests.Where(request => request.Path == "/bigin/v2/users").Select(request => request.DataCenter).Should().Equal("us", "eu");
    }

    private static string Put(RawServer elsewhere, string address) => address.Replace("{0}", elsewhere.Address.Authority, StringComparison.Ordinal);
}
