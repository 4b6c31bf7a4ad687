using ConnectBigin;

namespace Bigin.OAuth.BrowserTests;

[TestOf(typeof(DisconnectModel))]
public sealed class Disconnecting
{
    [Test]
    public async Task Asks_first_and_Keep_changes_nothing()
    {
        await using PlainVisit visit = await PlainVisit.StartConnectedAsync();

        await visit.FollowAsync("Disconnect Contoso");
        visit.Expect("Disconnect Contoso?");
        visit.ExpectText("After that, this application has no access to Acorn Books in Bigin.");
        await visit.FollowAsync("Keep the connection");

        visit.ExpectState("Connected");
        visit.Sample.Emulator.Requests.Should().NotContain(request => request.Path.EndsWith("/revoke", StringComparison.Ordinal));
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
        await using PlainVisit visit = await PlainVisit.StartAsync();

        await visit.OpenAsync("/disconnect?tenant=contoso");

        visit.Expect("Bigin connections");
    }

    [Test]
    public async Task Is_refused_to_a_form_of_another_site()
    {
        await using Visit visit = await Visit.StartConnectedAsync();
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
        await using PlainVisit visit = await PlainVisit.StartConnectedAsync();
        visit.Sample.Data.GetDirectories("keys").Single().Delete(recursive: true);
        await visit.Sample.RestartAsync();
        await visit.OpenAsync("/");
        visit.ExpectState("Can't be read");

        await visit.FollowAsync("Disconnect Contoso");
        visit.ExpectText("Its access at Bigin does not end.");
        await visit.PressAsync("Disconnect");

        visit.ExpectText("Contoso is removed here. Its access at Bigin has not ended.");
        visit.ExpectState("Not connected");
    }
}
