using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.BrowserTests;

[TestOf(typeof(OrganizationSwitchForm))]
public sealed class Another_organization
{
    [Test]
    public async Task Is_asked_about_and_Keep_changes_nothing()
    {
        await using PlainVisit visit = await PickAnotherAsync();

        visit.ExpectText("Acorn Books is connected, and you picked Birch Bicycles.");
        await visit.FollowAsync("Keep Acorn Books");

        visit.ExpectFact("Organization", "Acorn Books");
        await visit.FollowAsync("Call Bigin for Contoso");
        visit.ExpectFact("Name", "Acorn Books");
    }

    [Test]
    public async Task Is_connected_by_Switch_after_Bigin_has_asked_again()
    {
        await using Visit visit = await PickAnotherInChromiumAsync();

        await visit.PressAsync("Switch to Birch Bicycles");
        await visit.PickAsync("Birch Bicycles");
        await visit.PressAsync("Accept");

        await visit.ExpectConnectedAsync();
        await visit.ExpectFactAsync("Organization", "Birch Bicycles");
        await visit.FollowAsync("Call Bigin for Contoso");
        await visit.ExpectFactAsync("Name", "Birch Bicycles");
    }

    [Test]
    public async Task Is_asked_about_again_when_the_page_is_loaded_again()
    {
        await using PlainVisit visit = await PickAnotherAsync();

        await visit.ReloadAsync();
        await visit.PressAsync("Switch to Birch Bicycles");
        await visit.PickAsync("Cedar Ceramics");
        await visit.PressAsync("Accept");

        visit.ExpectConnected();
        visit.ExpectFact("Organization", "Cedar Ceramics");
    }

    // A page of another site has neither the field nor the right to post.
    [Test]
    public async Task Is_not_switched_to_by_a_form_of_another_site()
    {
        await using Visit visit = await PickAnotherInChromiumAsync();
        string form = await visit.Page.Locator("form").EvaluateAsync<string>("form => { form.action = form.action; return form.outerHTML; }");
        await visit.Page.RouteAsync("https://evil.example/", route => route.FulfillAsync(new() { ContentType = "text/html", Body = form }));

        await visit.Page.GotoAsync("https://evil.example/");
        IResponse answer = await visit.Page.RunAndWaitForResponseAsync(() => visit.PressAsync("Switch to Birch Bicycles"), response => response.Url.EndsWith("/switch", StringComparison.Ordinal));

        answer.Headers["location"].Should().Contain("/bigin/connect/result?page=", "Bigin is not asked");
        await visit.ExpectTextAsync("This request did not come from a click on a page of this application.");
        await visit.OpenAsync("/");
        await visit.ExpectFactAsync("Organization", "Acorn Books");
    }

    // Each customer has a question of its own, though one browser asks them all.
    [Test]
    public async Task Is_asked_about_for_the_customer_whose_page_it_is()
    {
        await using PlainVisit visit = await PickAnotherAsync();
        PlainVisit tab = visit.OpenTab();
        await tab.OpenAsync("/bigin/connect?tenant=fabrikam");
        await tab.PickAsync("Birch Bicycles");
        await tab.PressAsync("Accept");
        tab.ExpectConnected("Fabrikam");
        await tab.OpenAsync("/bigin/connect?tenant=fabrikam");
        await tab.PickAsync("Cedar Ceramics");
        await tab.PressAsync("Accept");
        tab.ExpectText("Birch Bicycles is connected, and you picked Cedar Ceramics.");

        await visit.ReloadAsync();
        visit.ExpectText("Acorn Books is connected, and you picked Birch Bicycles.");
        await visit.OpenAsync("/answer/another-organization?tenant=northwind");
        visit.ExpectText("You picked another organization than the one that is connected.");
        await tab.PressAsync("Switch to Cedar Ceramics");
        await tab.PickAsync("Cedar Ceramics");
        await tab.PressAsync("Accept");

        tab.ExpectConnected("Fabrikam");
        tab.Card("Fabrikam").TextContent.Should().Contain("Cedar Ceramics");
        tab.Card().TextContent.Should().NotContain("Cedar Ceramics");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Is_asked_about_also_where_it_could_not_be_read(bool isSwitched)
    {
        await using PlainVisit visit = await PlainVisit.StartConnectedAsync();
        visit.Sample.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Status(503), times: 10);
        await visit.OpenAsync("/bigin/connect?tenant=contoso");
        await visit.SignInAsync("one@example.com");
        await visit.PressAsync("Accept");

        visit.Expect("Organization not read");
        visit.ExpectText("Acorn Books is connected, and the organization that you picked could not be read. Nothing was changed.");
        visit.Sample.Emulator.Faults.Clear();
        if (isSwitched)
        {
            await visit.PressAsync("Switch to another organization");
            await visit.PressAsync("Accept");
            visit.ExpectConnected();
        }
        else
        {
            await visit.FollowAsync("Keep Acorn Books");
        }

        visit.ExpectFact("Organization", "Acorn Books");
    }

    private static async Task<PlainVisit> PickAnotherAsync()
    {
        PlainVisit visit = await PlainVisit.StartConnectedAsync();
        await visit.OpenAsync("/bigin/connect?tenant=contoso");
        await visit.SignInAsync("three@example.com");
        await visit.PickAsync("Birch Bicycles");
        await visit.PressAsync("Accept");
        visit.Expect("Another organization");
        return visit;
    }

    // For tests of what a browser checks by itself: where the page may send a form, and which site a form comes from.
    private static async Task<Visit> PickAnotherInChromiumAsync()
    {
        Visit visit = await Visit.StartConnectedAsync();
        await visit.OpenAsync("/bigin/connect?tenant=contoso");
        await visit.SignInAsync("three@example.com");
        await visit.PickAsync("Birch Bicycles");
        await visit.PressAsync("Accept");
        await visit.ExpectAsync("Another organization");
        return visit;
    }
}
