using System.Net;
using System.Net.Http.Json;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Requests_for_tokens_that_are_wrong
{
    private static readonly TestCaseData[] Changes =
    [
        Row("no client id", "invalid_client", ("client_id", "")),
        Row("an unknown client id", "invalid_client", ("client_id", "1000.NOBODY")),
        Row("a grant type that Bigin does not have", "invalid_client", ("grant_type", "client_credentials")),
        Row("a misspelled grant type", "invalid_client", ("grant_type", "Authorization_Code")),
        Row("no client secret", "invalid_client_secret", ("client_secret", "")),
        Row("a wrong client secret", "invalid_client_secret", ("client_secret", "wrong")),
        Row("no code", "invalid_code", ("code", "")),
        Row("an unknown code", "invalid_code", ("code", "1000.00000000000000000000000000000000.00000000000000000000000000000000")),
        Row("no redirect URI", "invalid_redirect_uri", ("redirect_uri", "")),
        Row("another redirect URI", "invalid_redirect_uri", ("redirect_uri", "http://localhost:5999/bigin/callback/")),
        Row("everything wrong: the grant type comes first", "invalid_client", ("grant_type", "x"), ("client_secret", "x"), ("code", "x"), ("redirect_uri", "x")),
        Row("client and secret wrong: the client comes first", "invalid_client", ("client_id", "x"), ("client_secret", "x")),
        Row("secret and code wrong: the secret comes first", "invalid_client_secret", ("client_secret", "x"), ("code", "x")),
        Row("code and redirect URI wrong: the code comes first", "invalid_code", ("code", "x"), ("redirect_uri", "x")),
    ];

    [TestCaseSource(nameof(Changes))]
    public async Task Are_refused_with_status_200_and_an_error(string error, (string Parameter, string Value)[] changes)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        Dictionary<string, string> form = caller.Exchange(await caller.CodeAsync());
        foreach ((string parameter, string value) in changes)
        {
            form[parameter] = value;
        }

        HttpResponseMessage answer = await caller.PostAsync(form);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.NonValidated["Content-Type"].ToString().Should().Be("application/json;charset=UTF-8");
        (await answer.Content.ReadAsStringAsync()).Should().Be($"{{\"error\":\"{error}\"}}");
        host.Emulator.Requests[^1].Outcome.Should().Be(error);
    }

    [TestCase("GET")]
    [TestCase("PUT")]
    [TestCase("DELETE")]
    public async Task Get_a_page_when_they_are_not_POST(string method)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        string query = await new FormUrlEncodedContent(caller.Exchange(await caller.CodeAsync())).ReadAsStringAsync();

        HttpResponseMessage answer = await caller.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), caller.Address($"/oauth/v2/token?{query}")));

        await ShouldBePageAsync(answer);
    }

    [Test]
    public async Task Get_a_page_when_they_have_no_grant_type()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        Dictionary<string, string> form = caller.Exchange(await caller.CodeAsync());
        form.Remove("grant_type");

        await ShouldBePageAsync(await caller.PostAsync(form));
        await ShouldBePageAsync(await caller.Http.PostAsync(caller.Address("/oauth/v2/token"), null));
    }

    [Test]
    public async Task Get_a_page_when_their_form_can_not_be_read()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        using var content = new StringContent("grant_type=refresh_token");
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data");

        await ShouldBePageAsync(await caller.Http.PostAsync(caller.Address("/oauth/v2/token"), content));
    }

    [Test]
    public async Task Are_of_no_client_when_they_are_JSON()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        HttpResponseMessage answer = await caller.Http.PostAsJsonAsync(caller.Address("/oauth/v2/token"), caller.Exchange(await caller.CodeAsync()));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).Should().Be("{\"error\":\"invalid_client\"}");
    }

    private static async Task ShouldBePageAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        (await answer.Content.ReadAsStringAsync()).Should().StartWith("<!DOCTYPE html>");
    }

    private static TestCaseData Row(string name, string error, params (string Parameter, string Value)[] changes) =>
        new TestCaseData(error, changes).SetName($"An exchange with {name}");
}
