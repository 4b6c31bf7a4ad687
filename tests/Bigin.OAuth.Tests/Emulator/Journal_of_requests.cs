using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(EmulatorRequest))]
public sealed class Journal_of_requests
{
    [Test]
    public async Task Tells_what_came_and_what_came_of_it()
    {
        await using Host host = await Host.StartAsync();

        await host.Emulator.AcceptAsync(host.Links.WithState("s").Build().Url, "europe@example.com");

        host.Emulator.Requests.Select(request => request.ToString()).Should().Equal(
            "us GET /oauth/v2/auth 303",
            "us GET /signin 200",
            "us POST /signin 303",
            "eu GET /oauth/v2/auth 200",
            "eu POST /oauth/v2/approve 303 code issued");
        host.Emulator.Requests[0].Parameters.Should().Contain("state", "s").And.Contain("client_id", host.Emulator.ClientId);
    }

    [Test]
    public async Task Holds_no_secret_of_a_form()
    {
        await using Host host = await Host.StartAsync();

        await host.Emulator.RejectAsync(host.Links.Build().Url, "one@example.com");

        EmulatorRequest decision = host.Emulator.Requests[^1];
        decision.Outcome.Should().Be("rejected");
        decision.Parameters.Should().Contain("decision", "reject").And.Contain("emulator_form_token", "[masked]");
    }

    [Test]
    public async Task Is_dated_by_the_clock()
    {
        await using Host host = await Host.StartAsync();
        host.Emulator.Clock.Stop();
        host.Emulator.Clock.Advance(TimeSpan.FromDays(400));

        await host.Emulator.RejectAsync(host.Links.Build().Url, "one@example.com");

        host.Emulator.Requests.Should().OnlyContain(request => request.At == host.Emulator.Clock.GetUtcNow());
    }

    [Test]
    public async Task Tells_the_life_of_a_token()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        await caller.CodeAsync();
        int before = host.Emulator.Requests.Count;

        (string accessToken, string refreshToken) = await caller.ConnectAsync();
        await caller.ConnectAsync();
        await caller.RefreshAsync(refreshToken);
        await caller.AnswerAsync(caller.Exchange("x"));
        await caller.GetAsync("/bigin/v2/org", accessToken);
        await caller.GetAsync("/bigin/v2/org", "x");
        await caller.PostAsync(new() { ["token"] = refreshToken }, path: "/oauth/v2/token/revoke");
        await caller.PostAsync(new() { ["token"] = refreshToken }, path: "/oauth/v2/token/revoke");

        host.Emulator.Requests.Skip(before).Where(request => !request.Path.Contains("/auth") && request.Path is not "/signin" and not "/oauth/v2/approve")
            .Select(request => request.ToString()).Should().Equal(
                "us POST /oauth/v2/token 200 tokens issued",
                "us POST /oauth/v2/token 200 access token issued",
                "us POST /oauth/v2/token 200 access token issued",
                "us POST /oauth/v2/token 200 invalid_code",
                "us GET /bigin/v2/org 200",
                "us GET /bigin/v2/org 401 INVALID_TOKEN",
                "us POST /oauth/v2/token/revoke 200 revoked",
                "us POST /oauth/v2/token/revoke 400 invalid token");
    }

    [TestCase("client_secret")]
    [TestCase("code")]
    [TestCase("code_verifier")]
    [TestCase("refresh_token")]
    [TestCase("access_token")]
    [TestCase("token")]
    [TestCase("Client_Secret")]
    public async Task Masks_the_values_of_secret_parameters(string parameter)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        await caller.PostAsync(new() { ["client_id"] = "c", [parameter] = "a-secret" });
        await caller.Http.GetAsync(caller.Address($"/bigin/v2/org?{parameter}=a-secret&type=t"));
        await caller.Http.PostAsync(caller.Address("/oauth/v2/token/revoke"), new MultipartFormDataContent { { new StringContent("a-secret"), parameter } });

        host.Emulator.Requests.Should().HaveCount(3).And.OnlyContain(request => request.Parameters[parameter] == "[masked]");
        host.Emulator.Requests[0].Parameters.Should().Contain("client_id", "c");
        host.Emulator.Requests[1].Parameters.Should().Contain("type", "t");
    }

    [TestCase("Zoho-oauthtoken a-secret", "Zoho-oauthtoken [masked]")]
    [TestCase("Bearer a-secret", "Bearer [masked]")]
    [TestCase("Basic a-secret", "Basic [masked]")]
    [TestCase("a-secret", "[masked]")]
    [TestCase("a-secret another", "[masked]")]
    public async Task Tells_how_a_client_authenticates_and_not_with_what(string header, string recorded)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        using var request = new HttpRequestMessage(HttpMethod.Get, caller.Address("/bigin/v2/org"));
        request.Headers.TryAddWithoutValidation("Authorization", header);

        await caller.Http.SendAsync(request);

        host.Emulator.Requests.Should().ContainSingle().Which.Parameters.Should().Equal(new Dictionary<string, string> { ["Authorization"] = recorded });
    }

    [Test]
    public async Task Shows_secrets_when_the_settings_say_so()
    {
        await using Host host = await Host.StartAsync(options => options.MaskSecrets = false);
        using var caller = new Caller(host);
        Dictionary<string, string> form = caller.Exchange(await caller.CodeAsync());

        await caller.PostAsync(form);
        await caller.GetAsync("/bigin/v2/org", "a-secret");

        host.Emulator.Requests[^2].Parameters.Should().Equal(form);
        host.Emulator.Requests[^1].Parameters.Should().Contain("Authorization", "Zoho-oauthtoken a-secret");
    }

    [Test]
    public async Task Holds_no_token_that_was_given_out()
    {
        await using Host host = await Host.StartAsync(configure: options => options.UsePkce = true);
        using var caller = new Caller(host);
        AuthorizationRequest request = host.Links.Build();
        Uri redirect = await host.Emulator.AcceptAsync(request.Url, "one@example.com");
        string code = ((AuthorizationResult)host.Parser.Parse(redirect, request.Pending)).Code.Reveal();
        string verifier = JsonNode.Parse(request.Pending.ToJson())!.AsObject().Select(x => x.Value!.ToString()).Single(x => x.Length == 43 && x != request.State);
        JsonNode tokens = JsonNode.Parse(await caller.AnswerAsync(new(caller.Exchange(code)) { ["code_verifier"] = verifier }))!;
        string[] secrets = [code, verifier, host.Emulator.ClientSecret, (string)tokens["access_token"]!, (string)tokens["refresh_token"]!];

        await caller.RefreshAsync(secrets[4]);
        await caller.GetAsync("/bigin/v2/org", secrets[3]);
        await caller.PostWithBasicAsync("/oauth/v2/revoke/token", host.Emulator.ClientId, host.Emulator.ClientSecret, new() { ["token"] = secrets[4] });

        string journal = JsonSerializer.Serialize(host.Emulator.Requests);
        journal.Should().Contain("tokens issued").And.Contain("revoked").And.NotContainAny(secrets);
    }

    [TestCase("/signin", TestName = "Holds a request for a page before its client can have the answer")]
    [TestCase("/bigin/v2/org", TestName = "Holds a request of a program before its client can have the answer")]
    public async Task Holds_a_request_before_its_client_can_have_the_answer(string path)
    {
        // More than the buffers between the two hold, so that the emulator can't have come to the end of its answer.
        string tooLong = new('x', 1 << 23);
        await using Host host = await Host.StartAsync(options => options.Users.Add(new EmulatorUser("long@example.com", tooLong, "us")));
        using var caller = new Caller(host);
        using var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectWithASmallBufferAsync });
        host.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Json(200, tooLong));

        using HttpResponseMessage answer = await http.GetAsync(caller.Address(path), HttpCompletionOption.ResponseHeadersRead);

        host.Emulator.Requests.Should().ContainSingle().Which.Path.Should().Be(path);
    }

    // Linux lets a receive buffer grow to as much as 32 MB, unless its size was set. The emulator's send buffer stays at the system's limit, 4 MB by default.
    private static async ValueTask<Stream> ConnectWithASmallBufferAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1 << 16 };
        await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
