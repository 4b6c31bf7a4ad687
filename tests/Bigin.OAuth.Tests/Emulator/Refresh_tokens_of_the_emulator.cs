using System.Net;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Refresh_tokens_of_the_emulator
{
    private const string Token = "\"1000\\.[0-9a-f]{32}\\.[0-9a-f]{32}\"";

    [Test]
    public async Task Bring_an_access_token_and_stay_what_they_are()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (string first, string refreshToken) = await caller.ConnectAsync();

        string answer = await caller.AnswerAsync(caller.Refresh(refreshToken));
        string again = await caller.RefreshAsync(refreshToken);

        answer.Should().MatchRegex($"^{{\"access_token\":{Token},\"api_domain\":\"http://127\\.0\\.0\\.1:{caller.Address("/").Port}\",\"token_type\":\"Bearer\",\"expires_in\":3600}}$");
        answer.Should().NotContain(first).And.NotContain(again);
        (await caller.IsAliveAsync(first)).Should().BeTrue("a refresh ends no other access token");
    }

    [TestCase("refresh_token", "", "invalid_code")]
    [TestCase("refresh_token", "1000.0.0", "invalid_code")]
    [TestCase("client_id", "1000.NOBODY", "invalid_client")]
    [TestCase("client_secret", "wrong", "invalid_client_secret")]
    public async Task Are_refused_with_status_200_and_an_error(string parameter, string value, string error)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (_, string refreshToken) = await caller.ConnectAsync();

        HttpResponseMessage answer = await caller.PostAsync(new(caller.Refresh(refreshToken)) { [parameter] = value });

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).Should().Be($"{{\"error\":\"{error}\"}}");
        (await caller.RefreshAsync(refreshToken)).Should().StartWith("1000.");
    }

    [Test]
    public async Task Are_no_code_and_no_access_token()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (string accessToken, string refreshToken) = await caller.ConnectAsync();

        (await caller.AnswerAsync(caller.Exchange(refreshToken))).Should().Be("{\"error\":\"invalid_code\"}");
        (await caller.AnswerAsync(caller.Refresh(accessToken))).Should().Be("{\"error\":\"invalid_code\"}");
        (await caller.IsAliveAsync(refreshToken)).Should().BeFalse();
    }

    [Test]
    public async Task Are_known_at_the_users_data_center_alone()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (_, string refreshToken) = await caller.ConnectAsync("europe@example.com", dataCenter: "eu");

        (await caller.AnswerAsync(caller.Refresh(refreshToken), "us")).Should().Be("{\"error\":\"invalid_code\"}");
        (await caller.RefreshAsync(refreshToken, "eu")).Should().StartWith("1000.");
    }

    [TestCase(ThrottleWording.TooManyRequests, "{\"error_description\":\"You have made too many requests continuously. Please try again after some time.\",\"error\":\"Access Denied\",\"status\":\"failure\"}")]
    [TestCase(ThrottleWording.TokenCreationLimit, "{\"error_description\":\"Token creation throttle limit reached. Please reuse the valid tokens you currently have.\",\"error\":\"Access Denied\"}")]
    [TestCase(ThrottleWording.Chinese, "{\"error_description\":\"您已连续提出过多请求，请稍后再试。\",\"error\":\"拒绝访问\",\"status\":\"failure\"}")]
    public async Task Are_throttled_after_ten_in_ten_minutes(ThrottleWording wording, string body)
    {
        await using Host host = await Host.StartAsync(options => options.ThrottleWording = wording);
        using var caller = new Caller(host);
        host.Emulator.Clock.Stop();
        (_, string refreshToken) = await caller.ConnectAsync();
        for (int i = 0; i < 10; i++)
        {
            await caller.RefreshAsync(refreshToken);
            host.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        HttpResponseMessage eleventh = await caller.PostAsync(caller.Refresh(refreshToken));
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(589));
        HttpResponseMessage later = await caller.PostAsync(caller.Refresh(refreshToken));
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));

        eleventh.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await eleventh.Content.ReadAsStringAsync()).Should().Be(body);
        later.StatusCode.Should().Be(HttpStatusCode.BadRequest, "the first refresh is 9:59 old");
        host.Emulator.Requests[^1].Outcome.Should().Be("throttled");
        (await caller.RefreshAsync(refreshToken)).Should().StartWith("1000.");
    }

    [Test]
    public async Task Are_throttled_each_for_itself_and_as_the_settings_say()
    {
        await using Host host = await Host.StartAsync(options => (options.AccessTokensPerTenMinutes, options.ThrottleStatus) = (1, HttpStatusCode.OK));
        using var caller = new Caller(host);
        (_, string first) = await caller.ConnectAsync();
        (_, string second) = await caller.ConnectAsync(force: true);
        await caller.RefreshAsync(first);

        HttpResponseMessage throttled = await caller.PostAsync(caller.Refresh(first));

        throttled.StatusCode.Should().Be(HttpStatusCode.OK);
        (await throttled.Content.ReadAsStringAsync()).Should().Contain("Access Denied");
        (await caller.RefreshAsync(second)).Should().StartWith("1000.");
    }

    [Test]
    public async Task Have_fifteen_access_tokens_of_which_the_oldest_dies_for_the_next()
    {
        await using Host host = await Host.StartAsync(options => options.AccessTokensPerTenMinutes = 100);
        using var caller = new Caller(host);
        (string first, string refreshToken) = await caller.ConnectAsync();
        List<string> accessTokens = [first];
        for (int i = 0; i < 14; i++)
        {
            accessTokens.Add(await caller.RefreshAsync(refreshToken));
        }

        (await caller.IsAliveAsync(first)).Should().BeTrue("fifteen live");
        accessTokens.Add(await caller.RefreshAsync(refreshToken));

        (await caller.IsAliveAsync(first)).Should().BeFalse();
        foreach (string accessToken in accessTokens.Skip(1))
        {
            (await caller.IsAliveAsync(accessToken)).Should().BeTrue();
        }
    }

    [Test]
    public async Task Have_as_many_access_tokens_as_the_settings_say()
    {
        await using Host host = await Host.StartAsync(options => options.LiveAccessTokens = 1);
        using var caller = new Caller(host);
        (string first, string refreshToken) = await caller.ConnectAsync();

        string second = await caller.RefreshAsync(refreshToken);

        (await caller.IsAliveAsync(first)).Should().BeFalse();
        (await caller.IsAliveAsync(second)).Should().BeTrue();
    }

    [Test]
    public async Task Number_twenty_a_user_of_which_the_oldest_dies_with_its_access_tokens_for_the_next()
    {
        await using Host host = await Host.StartAsync(options => options.CodesPerTenMinutes = 100);
        using var caller = new Caller(host);
        (_, string ofAnotherUser) = await caller.ConnectAsync("one@example.com");
        List<(string AccessToken, string RefreshToken)> connected = [];
        for (int i = 0; i < 20; i++)
        {
            connected.Add(await caller.ConnectAsync("three@example.com", i % 2 == 0 ? "Acorn Books" : "Cedar Ceramics", force: true));
        }

        string ofTheFirst = await caller.RefreshAsync(connected[0].RefreshToken);
        connected.Add(await caller.ConnectAsync("three@example.com", "Birch Bicycles", force: true));

        (await caller.AnswerAsync(caller.Refresh(connected[0].RefreshToken))).Should().Be("{\"error\":\"invalid_code\"}");
        (await caller.IsAliveAsync(connected[0].AccessToken)).Should().BeFalse();
        (await caller.IsAliveAsync(ofTheFirst)).Should().BeFalse();
        foreach ((string accessToken, string refreshToken) in connected.Skip(1))
        {
            (await caller.IsAliveAsync(accessToken)).Should().BeTrue();
            (await caller.RefreshAsync(refreshToken)).Should().StartWith("1000.");
        }

        (await caller.RefreshAsync(ofAnotherUser)).Should().StartWith("1000.");
    }

    [Test]
    public async Task Number_as_many_as_the_settings_say()
    {
        await using Host host = await Host.StartAsync(options => options.LiveRefreshTokens = 1);
        using var caller = new Caller(host);
        (_, string first) = await caller.ConnectAsync();

        (_, string second) = await caller.ConnectAsync(force: true);

        (await caller.AnswerAsync(caller.Refresh(first))).Should().Be("{\"error\":\"invalid_code\"}");
        (await caller.RefreshAsync(second)).Should().StartWith("1000.");
    }
}
