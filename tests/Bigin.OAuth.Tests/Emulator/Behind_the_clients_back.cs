using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Behind_the_clients_back
{
    [Test]
    public async Task A_user_can_remove_the_application()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (string accessToken, string refreshToken) = await caller.ConnectAsync("three@example.com", "Acorn Books");
        (string online, _) = await caller.ConnectAsync("three@example.com", "Acorn Books");
        string code = await caller.CodeAsync("three@example.com", "Birch Bicycles");
        (string other, string others) = await caller.ConnectAsync("one@example.com");

        host.Emulator.RevokeAll("Three@Example.com");

        (await caller.IsAliveAsync(accessToken)).Should().BeFalse();
        (await caller.IsAliveAsync(online)).Should().BeFalse();
        (await caller.AnswerAsync(caller.Refresh(refreshToken))).Should().Be("{\"error\":\"invalid_code\"}");
        (await caller.AnswerAsync(caller.Exchange(code))).Should().Be("{\"error\":\"invalid_code\"}");
        (await caller.IsAliveAsync(other)).Should().BeTrue();
        (await caller.RefreshAsync(others)).Should().StartWith("1000.");
    }

    [Test]
    public async Task A_user_who_removed_the_application_is_asked_again()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        await caller.ConnectAsync();
        host.Emulator.RevokeAll("one@example.com");
        using var visitor = new Visitor();

        HttpResponseMessage page = await visitor.FollowAsync(await visitor.SignInAsync(host.Links.Build().Url, "one@example.com"));
        (_, string refreshToken) = await caller.ConnectAsync();

        (await page.Content.ReadAsStringAsync()).Should().Contain("data-step=\"consent\"");
        refreshToken.Should().NotBeEmpty();
    }

    [Test]
    public async Task Nobody_can_remove_what_they_do_not_have()
    {
        await using Host host = await Host.StartAsync();

        host.Emulator.RevokeAll("one@example.com");

        host.Emulator.Invoking(x => x.RevokeAll("nobody@example.com")).Should().Throw<ArgumentException>().WithMessage("*No user has this address*");
    }

    [Test]
    public async Task Access_tokens_can_end_before_their_time()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);
        (string accessToken, string refreshToken) = await caller.ConnectAsync();

        host.Emulator.ExpireAccessTokens();

        (await caller.IsAliveAsync(accessToken)).Should().BeFalse();
        (await caller.IsAliveAsync(await caller.RefreshAsync(refreshToken))).Should().BeTrue();
    }
}
