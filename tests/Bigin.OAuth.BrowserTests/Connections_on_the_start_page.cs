using ConnectBigin;

namespace Bigin.OAuth.BrowserTests;

[TestOf(typeof(IndexModel))]
public sealed class Connections_on_the_start_page
{
    [Test]
    public async Task Are_called_and_disconnected()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.BecomeConnectedAsync();
        await visit.ExpectFactAsync("Organization", "Acorn Books");

        await visit.FollowAsync("Call Bigin for Contoso");
        await visit.ExpectAsync("What Bigin says");
        await visit.ExpectFactAsync("Name", "Acorn Books");
        await visit.ExpectFactAsync("Number", "700000101");
        await visit.ExpectFactAsync("Currency", "US Dollar - USD");
        await visit.ExpectFactAsync("Country", "United States");
        await visit.ExpectFactAsync("Time zone", "UTC");
        await visit.FollowAsync("Back to the start");

        await visit.DisconnectAsync();
        await visit.ExpectTextAsync("Contoso is disconnected, and the access has ended at Bigin.");
        await visit.ExpectStateAsync("Not connected");
    }

    [Test]
    public async Task Are_each_tenants_own()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.BecomeConnectedAsync();
        await visit.ConnectAsync("Fabrikam");
        await visit.SignInAsync("three@example.com");
        await visit.PickAsync("Birch Bicycles");
        await visit.PressAsync("Accept");
        await visit.ExpectConnectedAsync("Fabrikam");

        await visit.DisconnectAsync();

        await visit.ExpectStateAsync("Not connected", "Contoso");
        await visit.ExpectStateAsync("Connected", "Fabrikam");
        await visit.ExpectStateAsync("Not connected", "Northwind");
        await visit.FollowAsync("Call Bigin for Fabrikam");
        await visit.ExpectFactAsync("Name", "Birch Bicycles");
    }

    [Test]
    public async Task Say_when_the_key_ring_is_gone()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.BecomeConnectedAsync();

        visit.Sample.Data.GetDirectories("keys").Single().Delete(recursive: true);
        await visit.Sample.RestartAsync();
        await visit.OpenAsync("/");
        await visit.ExpectStateAsync("Can't be read");
        await visit.OpenAsync("/organization?tenant=contoso");
        await visit.ExpectAsync("Can't be read");
        await visit.FollowAsync("Connect again");
        await visit.SignInAsync("one@example.com");
        await visit.PressAsync("Accept");

        await visit.ExpectConnectedAsync();
    }

    // A customer connects an organization, and neither is named after the other.
    [Test]
    public async Task Are_of_tenants_with_names_that_no_organization_has()
    {
        await using SampleHere sample = await SampleHere.StartAsync();
        await using Visit visit = await Visit.StartAsync(sample);

        IReadOnlyList<string> tenants = await visit.Page.GetByRole(AriaRole.Heading, new() { Level = 2 }).AllTextContentsAsync();

        tenants.Should().HaveCount(3)
            .And.NotIntersectWith(sample.Emulator.Users.SelectMany(user => user.Organizations).Select(organization => organization.Name));
    }

    // The emulator starts anew with the sample and knows no token of before.
    [Test]
    public async Task Say_after_a_restart_that_the_new_emulator_does_not_know_them()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.BecomeConnectedAsync();

        await visit.Sample.RestartAsync();
        await visit.OpenAsync("/");

        await visit.ExpectStateAsync("Connection ended");
        await visit.ExpectStateAsync("Not connected", "Fabrikam");
        await visit.ExpectTextAsync("Bigin does not accept this connection any more. Connect again, and accept.");
        await visit.ExpectTextAsync("It forgets its connections when it ends. The real Bigin does not.");
        await visit.ConnectAsync();
        await visit.SignInAsync("one@example.com");
        await visit.PressAsync("Accept");
        await visit.ExpectConnectedAsync();
    }

    [Test]
    public async Task Can_be_ended_after_Bigin_has_forgotten_them()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.BecomeConnectedAsync();
        await visit.Sample.RestartAsync();
        await visit.OpenAsync("/");

        await visit.DisconnectAsync();

        await visit.ExpectStateAsync("Not connected");
    }

    [TestCase("/?notice=connected&tenant=contoso")]
    [TestCase("/?notice=unknown&tenant=contoso")]
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
