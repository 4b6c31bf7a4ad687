using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.BrowserTests;

[TestOf(typeof(OrganizationSwitchForm))]
public sealed class Another_organization
{
    [Test]
    public async Task Is_asked_about_and_Keep_changes_nothing()
    {
        await using Visit visit = await PickAnotherAsync();

        await visit.ExpectTextAsync("Acorn Books is connected, and you picked Birch Bicycles.");
        await visit.FollowAsync("Keep Acorn Books");

        await visit.ExpectFactAsync("Organization", "Acorn Books");
        await visit.FollowAsync("Call Bigin for Contoso");
        await visit.ExpectFactAsync("Name", "Acorn Books");
    }

    [Test]
    public async Task Is_connected_by_Switch_after_Bigin_has_asked_again()
    {
        await using Visit visit = await PickAnotherAsync();

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
        await using Visit visit = await PickAnotherAsync();

        await visit.Page.ReloadAsync();
        await visit.PressAsync("Switch to Birch Bicycles");
        await visit.PickAsync("Cedar Ceramics");
        await visit.PressAsync("Accept");

        await visit.ExpectConnectedAsync();
        await visit.ExpectFactAsync("Organization", "Cedar Ceramics");
    }

    // A page of another site has neither the field nor the right to post.
    [Test]
    public async Task Is_not_switched_to_by_a_form_of_another_site()
    {
        await using Visit visit = await PickAnotherAsync();
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
        await using Visit visit = await PickAnotherAsync();
        await using Visit tab = await visit.OpenTabAsync();
        await tab.OpenAsync("/bigin/connect?tenant=fabrikam");
        await tab.PickAsync("Birch Bicycles");
        await tab.PressAsync("Accept");
        await tab.ExpectConnectedAsync("Fabrikam");
        await tab.OpenAsync("/bigin/connect?tenant=fabrikam");
        await tab.PickAsync("Cedar Ceramics");
        await tab.PressAsync("Accept");
        await tab.ExpectTextAsync("Birch Bicycles is connected, and you picked Cedar Ceramics.");

        await visit.Page.ReloadAsync();
        await visit.ExpectTextAsync("Acorn Books is connected, and you picked Birch Bicycles.");
        await visit.OpenAsync("/answer/another-organization?tenant=northwind");
        await visit.ExpectTextAsync("You picked another organization than the one that is connected.");
        await tab.PressAsync("Switch to Cedar Ceramics");
        await tab.PickAsync("Cedar Ceramics");
        await tab.PressAsync("Accept");

        await tab.ExpectConnectedAsync("Fabrikam");
        await Assertions.Expect(tab.Card("Fabrikam")).ToContainTextAsync("Cedar Ceramics");
        await Assertions.Expect(tab.Card()).Not.ToContainTextAsync("Cedar Ceramics");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Is_asked_about_also_where_it_could_not_be_read(bool isSwitched)
    {
        await using SampleHere sample = await SampleHere.StartAsync();
        await using Visit visit = await Visit.StartAsync(sample);
        await visit.BecomeConnectedAsync();
        sample.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Status(503), times: 10);
        await visit.OpenAsync("/bigin/connect?tenant=contoso");
        await visit.SignInAsync("one@example.com");
        await visit.PressAsync("Accept");

        await visit.ExpectAsync("Organization not read");
        await visit.ExpectTextAsync("Acorn Books is connected, and the organization that you picked could not be read. Nothing was changed.");
        sample.Emulator.Faults.Clear();
        if (isSwitched)
        {
            await visit.PressAsync("Switch to another organization");
            await visit.PressAsync("Accept");
            await visit.ExpectConnectedAsync();
        }
        else
        {
            await visit.FollowAsync("Keep Acorn Books");
        }

        await visit.ExpectFactAsync("Organization", "Acorn Books");
    }

    private static async Task<Visit> PickAnotherAsync()
    {
        Visit visit = await Visit.StartAsync();
        await visit.BecomeConnectedAsync();
        await visit.OpenAsync("/bigin/connect?tenant=contoso");
        await visit.SignInAsync("three@example.com");
        await visit.PickAsync("Birch Bicycles");
        await visit.PressAsync("Accept");
        await visit.ExpectAsync("Another organization");
        return visit;
    }
}
