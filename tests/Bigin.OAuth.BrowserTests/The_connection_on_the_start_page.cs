namespace Bigin.OAuth.BrowserTests;

public sealed class The_connection_on_the_start_page
{
    [Test]
    public async Task Is_called_and_disconnected()
    {
        await using Visit visit = await ConnectAsync();
        await visit.ExpectAsync("Your Bigin connection");
        await visit.ExpectFactAsync("Organization", "Acorn Books");
        await visit.ExpectFactAsync("State", "works");
        await visit.ExpectTextAsync("minutes left");

        await visit.PressAsync("Call Bigin");
        await visit.ExpectTextAsync("Bigin says: Acorn Books");

        await visit.PressAsync("Disconnect");
        await visit.ExpectTextAsync("Disconnected, and revoked at Bigin.");
        await visit.ExpectAsync("Connect your Bigin account");
    }

    // The emulator starts anew with the sample and knows nothing of the tokens: what a customer's removal of the application looks like.
    [Test]
    public async Task Outlives_the_application_in_its_file_and_says_when_it_needs_consent()
    {
        DirectoryInfo data = Directory.CreateTempSubdirectory("connect-bigin-");
        await using (Visit first = await ConnectAsync(data))
        {
            await first.ExpectFactAsync("Organization", "Acorn Books");
        }

        await using Visit second = await Visit.StartAsync(data);
        await second.ExpectFactAsync("Organization", "Acorn Books");
        await second.ExpectFactAsync("State", "works");
        await second.PressAsync("Call Bigin");
        await second.ExpectTextAsync("Bigin does not know this connection any more. Connect again.");
        await second.ExpectFactAsync("State", "needs your consent again");

        await second.ConnectAsync();
        await second.SignInAsync("one@example.com");
        await second.PressAsync("Accept");
        await second.ExpectAsync("Connected");
        data.Delete(recursive: true);
    }

    [Test]
    public async Task Is_not_changed_by_picking_another_organization()
    {
        await using Visit visit = await ConnectAsync();
        await visit.Page.GotoAsync(new Uri(visit.Sample.Address, "/connect?again=true").AbsoluteUri);
        await visit.PressAsync("Switch user");
        await visit.SignInAsync("three@example.com");
        await visit.PickAsync("Birch Bicycles");
        await visit.PressAsync("Accept");

        await visit.ExpectAsync("Another organization");
        await visit.Page.GotoAsync(visit.Sample.Address.AbsoluteUri);
        await visit.ExpectFactAsync("Organization", "Acorn Books");
    }

    private static async Task<Visit> ConnectAsync(DirectoryInfo? data = null)
    {
        Visit visit = data is null ? await Visit.StartAsync() : await Visit.StartAsync(data);
        await visit.ConnectAsync();
        await visit.SignInAsync("one@example.com");
        await visit.PressAsync("Accept");
        await visit.ExpectAsync("Connected");
        await visit.Page.GotoAsync(visit.Sample.Address.AbsoluteUri);
        return visit;
    }
}
