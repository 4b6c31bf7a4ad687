using ConnectBigin;

namespace Bigin.OAuth.BrowserTests;

[TestOf(typeof(IndexModel))]
public sealed class Connections_on_the_start_page
{
    [Test]
    public async Task Are_called_and_disconnected()
    {
        await using PlainVisit visit = await PlainVisit.StartConnectedAsync();
        visit.ExpectFact("Organization", "Acorn Books");

        await visit.FollowAsync("Call Bigin for Contoso");
        visit.Expect("What Bigin says");
        visit.ExpectFact("Name", "Acorn Books");
        visit.ExpectFact("Number", "700000101");
        visit.ExpectFact("Currency", "US Dollar - USD");
        visit.ExpectFact("Country", "United States");
        visit.ExpectFact("Time zone", "UTC");
        await visit.FollowAsync("Back to the start");

        await visit.DisconnectAsync();
        visit.ExpectText("Contoso is disconnected, and the access has ended at Bigin.");
        visit.ExpectState("Not connected");
    }

    [Test]
    public async Task Are_each_tenants_own()
    {
        await using PlainVisit visit = await PlainVisit.StartConnectedAsync();
        await visit.ConnectAsync("Fabrikam");
        await visit.SignInAsync("three@example.com");
        await visit.PickAsync("Birch Bicycles");
        await visit.PressAsync("Accept");
        visit.ExpectConnected("Fabrikam");

        await visit.DisconnectAsync();

        visit.ExpectState("Not connected", "Contoso");
        visit.ExpectState("Connected", "Fabrikam");
        visit.ExpectState("Not connected", "Northwind");
        await visit.FollowAsync("Call Bigin for Fabrikam");
        visit.ExpectFact("Name", "Birch Bicycles");
    }

    [Test]
    public async Task Say_when_the_key_ring_is_gone()
    {
        await using PlainVisit visit = await PlainVisit.StartConnectedAsync();

        visit.Sample.Data.GetDirectories("keys").Single().Delete(recursive: true);
        await visit.Sample.RestartAsync();
        await visit.OpenAsync("/");
        visit.ExpectState("Can't be read");
        await visit.OpenAsync("/organization?tenant=contoso");
        visit.Expect("Can't be read");
        await visit.FollowAsync("Connect again");
        await visit.SignInAsync("one@example.com");
        await visit.PressAsync("Accept");

        visit.ExpectConnected();
    }

    // A customer connects an organization, and neither is named after the other.
    [Test]
    public async Task Are_of_tenants_with_names_that_no_organization_has()
    {
        await using PlainVisit visit = await PlainVisit.StartAsync();

        string[] tenants = [.. visit.Browser.Document.QuerySelectorAll("h2").Select(heading => heading.TextContent)];

        tenants.Should().HaveCount(3)
            .And.NotIntersectWith(visit.Sample.Emulator.Users.SelectMany(user => user.Organizations).Select(organization => organization.Name));
    }

    // The emulator starts anew with the sample and knows no token of before.
    [Test]
    public async Task Say_after_a_restart_that_the_new_emulator_does_not_know_them()
    {
        await using PlainVisit visit = await PlainVisit.StartConnectedAsync();

        await visit.Sample.RestartAsync();
        await visit.OpenAsync("/");

        visit.ExpectState("Connection ended");
        visit.ExpectState("Not connected", "Fabrikam");
        visit.ExpectText("Bigin does not accept this connection any more. Connect again, and accept.");
        visit.ExpectText("It forgets its connections when it ends. The real Bigin does not.");
        await visit.ConnectAsync();
        await visit.SignInAsync("one@example.com");
        await visit.PressAsync("Accept");
        visit.ExpectConnected();
    }

    [Test]
    public async Task Can_be_ended_after_Bigin_has_forgotten_them()
    {
        await using PlainVisit visit = await PlainVisit.StartConnectedAsync();
        await visit.Sample.RestartAsync();
        await visit.OpenAsync("/");

        await visit.DisconnectAsync();

        visit.ExpectState("Not connected");
    }

    [TestCase("/?notice=connected&tenant=contoso")]
    [TestCase("/?notice=unknown&tenant=contoso")]
    [TestCase("/?notice=disconnected&tenant=somebody-else")]
    [TestCase("/answer/you-have-won")]
    public async Task Are_not_talked_about_by_an_address_that_somebody_made_up(string address)
    {
        await using PlainVisit visit = await PlainVisit.StartAsync();

        await visit.OpenAsync(address);

        visit.Expect("Bigin connections");
        visit.ExpectState("Not connected");
        visit.Browser.Document.QuerySelectorAll("[role=status]").Should().BeEmpty();
    }
}
