using Bigin.OAuth.AspNetCore;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointOptions))]
public sealed class Scopes_and_the_size_of_a_cookie
{
    // Anyone can write such a link.
    [TestCase(45)]
    [TestCase(60)]
    public async Task Leave_no_room_for_a_long_return_address_which_counts_as_absent(int scopes)
    {
        await using WebHost host = await WebHost.StartAsync(configureClient: options => Ask(options, scopes));
        using WebBrowser browser = host.Browse();

        Uri link = await browser.ConnectAsync($"/bigin/connect?returnUrl=/{new string('a', 999)}");

        browser.Cookies.Should().ContainSingle();
        host.Logs.Entries.Should().ContainSingle(entry => entry.Message.Contains("A returnUrl was not used", StringComparison.Ordinal));
        using HttpResponseMessage answer = await browser.GetAsync($"/bigin/callback?error=access_denied&state={WebAnswers.GetState(link)}");
        await answer.ShouldBeAsync(System.Net.HttpStatusCode.Forbidden, "authorization-denied");
    }

    [Test]
    public async Task Stop_the_host_at_start_where_no_attempt_could_start_and_say_how_many_fit()
    {
        Func<Task> start = async () => await (await WebHost.StartAsync(configureClient: options => Ask(options, 110))).DisposeAsync();

        string message = (await start.Should().ThrowAsync<InvalidOperationException>()).Which.Message;

        message.Should().StartWith("Scopes are 111, and the cookie of an attempt has room for about ");
        int room = int.Parse(message.Split("room for about ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        room.Should().BeInRange(60, 110);
        await using WebHost host = await WebHost.StartAsync(configureClient: options => Ask(options, room - 1));
        using WebBrowser browser = host.Browse();
        await browser.ConnectAsync();
        await using WebHost longKeys = await WebHost.StartAsync(options => options.ConnectionKey = _ => new(new string('k', 200)), options => Ask(options, room - 1));
        using WebBrowser another = longKeys.Browse();
        await another.ConnectAsync();
    }

    [Test]
    public async Task Are_not_counted_at_start_where_each_attempt_names_its_own()
    {
        await using WebHost host = await WebHost.StartAsync(
            options => options.ConfigureLink = (_, links) => new(links.WithScopes(BiginScopes.Org.Read)), options => Ask(options, 110));
        using WebBrowser browser = host.Browse();

        await browser.ConnectAsync();
    }

    private static void Ask(BiginOAuthOptions options, int scopes)
    {
        for (int i = 0; i < scopes; i++)
        {
            options.Scopes.Add($"ZohoBigin.modules.module{i:D3}.READ");
        }
    }
}
