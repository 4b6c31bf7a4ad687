using System.Text.Json.Nodes;
using System.Web;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Codes_of_the_emulator
{
    [Test]
    public async Task Stand_for_less_than_was_asked_for_where_a_setting_withholds_scopes()
    {
        await using Host host = await Host.StartAsync(
            options => options.WithheldScopes.Add("zohobigin.USERS.read"), options => options.Scopes.Add(BiginScopes.Users.Read));
        using var caller = new Caller(host);
        using var visitor = new Visitor();

        string page = HttpUtility.HtmlDecode(await (await visitor.FollowAsync(await visitor.SignInAsync(host.Links.Build().Url, "one@example.com"))).Content.ReadAsStringAsync());
        JsonNode tokens = JsonNode.Parse(await caller.AnswerAsync(caller.Exchange(await caller.CodeAsync())))!;

        page.Should().Contain("<code>ZohoBigin.users.READ</code> Not granted: the emulator's setting WithheldScopes.").And.Contain("<code>ZohoBigin.org.READ</code></li>");
        ((string)tokens["scope"]!).Should().Be(BiginScopes.Org.Read);
        HttpResponseMessage users = await caller.GetAsync("/bigin/v2/users", (string)tokens["access_token"]!);
        (await users.Content.ReadAsStringAsync()).Should().Contain("OAUTH_SCOPE_MISMATCH");
    }

    [Test]
    public async Task Run_out_after_ten_in_ten_minutes()
    {
        await using Host host = await Host.StartAsync();
        host.Emulator.Clock.Stop();
        for (int i = 0; i < 10; i++)
        {
            await host.Emulator.AcceptAsync(host.Links.Build().Url, "one@example.com");
            host.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Func<Task<Uri>> eleventh = () => host.Emulator.AcceptAsync(host.Links.Build().Url, "europe@example.com");

        await eleventh.Should().ThrowAsync<InvalidOperationException>().WithMessage("*Maximum request limit reached*");
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(589));
        await eleventh.Should().ThrowAsync<InvalidOperationException>("the first code is 9:59 old");
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));
        (await eleventh()).OriginalString.Should().Contain("code=1000.");
    }

    [Test]
    public async Task Run_out_when_the_settings_say()
    {
        await using Host host = await Host.StartAsync(options => options.CodesPerTenMinutes = 1);
        await host.Emulator.AcceptAsync(host.Links.Build().Url, "one@example.com");

        Func<Task> second = () => host.Emulator.AcceptAsync(host.Links.Build().Url, "one@example.com");

        await second.Should().ThrowAsync<InvalidOperationException>();
    }
}
