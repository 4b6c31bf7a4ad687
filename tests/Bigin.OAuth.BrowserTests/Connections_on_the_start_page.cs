using ConnectBigin;

namespace Bigin.OAuth.BrowserTests;

[TestOf(typeof(IndexModel))]
public sealed class Connections_on_the_start_page
{
    [Test]
    public async Task Are_called_and_disconnected()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.ConnectAndAcceptAsync();
        await visit.ExpectFactAsync("Organization", "Acorn Books");

        await visit.FollowAsync("Call Bigin for Acorn Books");
        await visit.ExpectAsync("What Bigin says");
        await visit.ExpectFactAsync("Name", "Acorn Books");
        await visit.ExpectFactAsync("Number", "700000101");
        await visit.ExpectFactAsync("Currency", "US Dollar - USD");
        await visit.ExpectFactAsync("Country", "US");
        await visit.FollowAsync("Back to the start");

        await visit.PressAsync("Disconnect Acorn Books");
        await visit.ExpectTextAsync("Acorn Books is disconnected, and the access has ended at Bigin.");
        await visit.ExpectStateAsync("Not connected");
    }

    [Test]
    public async Task Are_each_tenants_own()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.ConnectAndAcceptAsync();
        await visit.ConnectAsync("Birch Bicycles");
        await visit.PressAsync("Switch user");
        await visit.SignInAsync("three@example.com");
        await visit.PickAsync("Birch Bicycles");
        await visit.PressAsync("Accept");
        await visit.ExpectConnectedAsync("Birch Bicycles");

        await visit.PressAsync("Disconnect Acorn Books");

        await visit.ExpectStateAsync("Not connected", "Acorn Books");
        await visit.ExpectStateAsync("Connected", "Birch Bicycles");
        await visit.ExpectStateAsync("Not connected", "Dogwood Design");
        await visit.FollowAsync("Call Bigin for Birch Bicycles");
        await visit.ExpectFactAsync("Name", "Birch Bicycles");
    }

    [Test]
    public async Task Say_when_the_key_ring_is_gone()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.ConnectAndAcceptAsync();

        visit.Sample.Data.GetDirectories("keys").Single().Delete(recursive: true);
        await visit.Sample.RestartAsync();
        await visit.OpenAsync("/");
        await visit.ExpectStateAsync("Can't be decrypted");
        await visit.OpenAsync("/organization?tenant=acorn-books");
        await visit.ExpectAsync("Can't be decrypted");
        await visit.FollowAsync("Connect again");
        await visit.SignInAsync("one@example.com");
        await visit.PressAsync("Accept");

        await visit.ExpectConnectedAsync();
    }

    [Test]
    public async Task Can_be_ended_after_Bigin_has_forgotten_them()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.ConnectAndAcceptAsync();
        await visit.Sample.RestartAsync();
        await visit.OpenAsync("/");

        await visit.PressAsync("Disconnect Acorn Books");

        await visit.ExpectStateAsync("Not connected");
    }

    [TestCase("/?notice=connected&tenant=acorn-books")]
    [TestCase("/?notice=unknown&tenant=acorn-books")]
    [TestCase("/?notice=disconnected&tenant=somebody-else")]
    [TestCase("/answer/you-have-won")]
    public async Task Are_not_talked_about_by_an_address_that_somebody_made_up(string address)
    {
        await using Visit visit = await Visit.StartAsync();

        await visit.OpenAsync(address);

        await visit.ExpectAsync("Bigin connections");
        await visit.ExpectStateAsync("Not connected");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Status)).ToHaveCountAsync(0);
    }
}
