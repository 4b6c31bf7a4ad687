using ConnectBigin;

namespace Bigin.OAuth.BrowserTests;

[TestOf(typeof(IndexModel))]
public sealed class Paths_through_the_sample
{
    [Test]
    public async Task Lead_from_the_button_to_the_name_of_the_organization()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.ConnectAsync();
        await visit.SignInAsync("one@example.com");
        await visit.ExpectAsync("Connect Bigin sample would like to access your Bigin data");
        await visit.ExpectTextAsync("Acorn Books");
        await visit.PressAsync("Accept");

        await visit.ExpectConnectedAsync();
        await visit.ExpectFactAsync("Organization", "Acorn Books");
        await visit.ExpectFactAsync("Data center", "United States");
        await visit.ExpectFactAsync("Permissions", "See the details of the organization See contacts");
        string page = await visit.Page.ContentAsync();
        page.Should().NotContain("1000.", "no token is shown");
    }

    [Test]
    public async Task With_three_organizations_let_the_person_pick_one()
    {
        await using PlainVisit visit = await PlainVisit.StartAsync();
        await visit.ConnectAsync();
        await visit.SignInAsync("three@example.com");
        visit.Expect("Choose an organization");
        await visit.PickAsync("Birch Bicycles");
        visit.ExpectText("Birch Bicycles");
        await visit.PressAsync("Accept");

        visit.ExpectConnected();
        visit.ExpectFact("Organization", "Birch Bicycles");
    }

    [Test]
    public async Task Are_stopped_by_the_browser_until_an_organization_is_picked()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.ConnectAsync();
        await visit.SignInAsync("three@example.com");
        await visit.PressAsync("Submit");

        await visit.ExpectAsync("Choose an organization");
    }

    [Test]
    public async Task End_in_plain_words_when_the_person_rejects()
    {
        await using PlainVisit visit = await PlainVisit.StartAsync();
        await visit.ConnectAsync();
        await visit.SignInAsync("one@example.com");
        await visit.PressAsync("Reject");

        visit.Expect("Rejected");
    }

    [Test]
    public async Task Without_organization_lead_back_to_the_app()
    {
        await using PlainVisit visit = await PlainVisit.StartAsync();
        await visit.ConnectAsync();
        await visit.SignInAsync("none@example.com");
        visit.Expect("You have no Bigin organization");
        await visit.PressAsync("Back to app");

        visit.Expect("No organization");
    }

    [Test]
    public async Task Go_on_after_a_wrong_user()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.ConnectAsync();
        await visit.SignInAsync("nobody@example.com");

        ILocator field = visit.Page.GetByLabel("E-mail address");
        await Assertions.Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(field).ToHaveAccessibleDescriptionAsync("This account does not exist. Choose one of those below, or add it to the emulator's users.");
        await Assertions.Expect(field).ToBeFocusedAsync();

        await visit.SignInAsync("one@example.com");
        await visit.PressAsync("Accept");
        await visit.ExpectConnectedAsync();
    }

    [Test]
    public async Task Move_a_person_of_another_data_center_there()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.ConnectAsync("Northwind");
        string started = new Uri(visit.Page.Url).Authority;
        await visit.SignInAsync("europe@example.com");
        await visit.ExpectTextAsync("Dogwood Design");
        string moved = new Uri(visit.Page.Url).Authority;
        await visit.PressAsync("Accept");

        await visit.ExpectConnectedAsync("Northwind");
        await visit.ExpectFactAsync("Data center", "Europe");
        await visit.ExpectFactAsync("Organization", "Dogwood Design");
        moved.Should().NotBe(started);
    }

    [Test]
    public async Task Skip_signing_in_and_ask_again_for_what_was_accepted_before()
    {
        await using PlainVisit visit = await PlainVisit.StartAsync();
        await visit.ConnectAndAcceptAsync();
        await visit.DisconnectAsync();

        await visit.ConnectAsync();
        await visit.PressAsync("Accept");

        visit.ExpectConnected();
    }

    [Test]
    public async Task Let_the_person_switch_users_on_the_way()
    {
        await using PlainVisit visit = await PlainVisit.StartAsync();
        await visit.ConnectAsync();
        await visit.SignInAsync("none@example.com");
        await visit.PressAsync("Switch user");
        visit.Expect("Sign in");
        await visit.SignInAsync("europe@example.com");
        visit.ExpectText("Dogwood Design");
        await visit.PressAsync("Switch user"); // of the page that asks for consent
        await visit.SignInAsync("one@example.com");
        await visit.PressAsync("Accept");

        visit.ExpectConnected();
    }

    [Test]
    public async Task Can_be_walked_with_the_list_of_users()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.ConnectAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Member of three" }).ClickAsync();

        await visit.ExpectAsync("Choose an organization");
    }

    [Test]
    public async Task Do_without_script()
    {
        await using Visit visit = await Visit.StartWithoutScriptAsync();
        await visit.ConnectAsync();
        await visit.SignInAsync("three@example.com");
        await visit.PickAsync("Cedar Ceramics");
        await visit.PressAsync("Accept");

        await visit.ExpectConnectedAsync();
    }

    [Test]
    public async Task Do_with_a_keyboard_alone()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.Page.Keyboard.PressAsync("Tab"); // the name of the application
        await visit.Page.Keyboard.PressAsync("Tab"); // connect
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.ExpectAsync("Sign in");
        await visit.Page.Keyboard.TypeAsync("three@example.com"); // the field has the focus
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.ExpectAsync("Choose an organization");
        await visit.Page.Keyboard.PressAsync("Tab"); // switch user
        await visit.Page.Keyboard.PressAsync("Tab"); // the organizations
        await visit.Page.Keyboard.PressAsync("Space");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.ExpectTextAsync("Birch Bicycles");
        await visit.Page.Keyboard.PressAsync("Tab"); // switch user
        await visit.Page.Keyboard.PressAsync("Tab"); // accept
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.ExpectConnectedAsync();
    }
}
