using ConnectBigin;

namespace Bigin.OAuth.BrowserTests;

[TestOf(typeof(DisconnectModel))]
public sealed class Disconnecting
{
    [Test]
    public async Task Asks_first_and_Keep_changes_nothing()
    {
        await using SampleHere sample = await SampleHere.StartAsync();
        await using Visit visit = await Visit.StartAsync(sample);
        await visit.BecomeConnectedAsync();

        await visit.FollowAsync("Disconnect Contoso");
        await visit.ExpectAsync("Disconnect Contoso?");
        await visit.ExpectTextAsync("After that, this application has no access to Acorn Books in Bigin.");
        await visit.FollowAsync("Keep the connection");

        await visit.ExpectStateAsync("Connected");
        sample.Emulator.Requests.Should().NotContain(request => request.Path.EndsWith("/revoke", StringComparison.Ordinal));
    }

    [Test]
    public async Task Does_without_script()
    {
        await using Visit visit = await Visit.StartWithoutScriptAsync();
        await visit.ConnectAndAcceptAsync();

        await visit.DisconnectAsync();

        await visit.ExpectTextAsync("Contoso is disconnected, and the access has ended at Bigin.");
        await visit.ExpectStateAsync("Not connected");
    }

    [Test]
    public async Task Asks_nothing_where_nothing_is_connected()
    {
        await using Visit visit = await Visit.StartAsync();

        await visit.OpenAsync("/disconnect?tenant=contoso");

        await visit.ExpectAsync("Bigin connections");
    }

    [Test]
    public async Task Is_refused_to_a_form_of_another_site()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.BecomeConnectedAsync();
        await visit.Page.RouteAsync("https://evil.example/", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = $"<form method=\"post\" action=\"{new Uri(visit.Address, "/disconnect?tenant=contoso")}\"><button>Win</button></form>",
        }));
        await visit.Page.GotoAsync("https://evil.example/");

        await visit.PressAsync("Win");

        await visit.ExpectAsync("This did not work");
        await visit.FollowAsync("Back to the start");
        await visit.ExpectStateAsync("Connected");
    }

    // What can't be decrypted can't be revoked, and is no dead end.
    [Test]
    public async Task Removes_a_connection_that_can_not_be_read()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.BecomeConnectedAsync();
        visit.Sample.Data.GetDirectories("keys").Single().Delete(recursive: true);
        await visit.Sample.RestartAsync();
        await visit.OpenAsync("/");
        await visit.ExpectStateAsync("Can't be read");

        await visit.FollowAsync("Disconnect Contoso");
        await visit.ExpectTextAsync("Its access at Bigin does not end.");
        await visit.PressAsync("Disconnect");

        await visit.ExpectTextAsync("Contoso is removed here. Its access at Bigin has not ended.");
        await visit.ExpectStateAsync("Not connected");
    }
}
