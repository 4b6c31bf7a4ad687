using Microsoft.AspNetCore.Builder;

namespace Bigin.OAuth.BrowserTests;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Going_back_and_reloading
{
    [Test]
    public async Task From_the_consent_page_leads_to_the_picker_and_another_choice()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.ConnectAsync();
        await visit.SignInAsync("three@example.com");
        await visit.PickAsync("Acorn Books");
        await visit.ExpectTextAsync("asks for these permissions");

        await visit.Page.GoBackAsync();
        await visit.PickAsync("Cedar Ceramics");
        await visit.ExpectTextAsync("Cedar Ceramics");
        await visit.PressAsync("Accept");

        await visit.ExpectConnectedAsync();
        await visit.ExpectFactAsync("Organization", "Cedar Ceramics");
    }

    [Test]
    public async Task Shows_the_same_answer_again_from_an_address_without_a_code()
    {
        await using Visit visit = await Visit.StartConnectedAsync();
        visit.Page.Url.Should().Be($"{visit.Address}?notice=connected&tenant=contoso");
        await visit.Page.ReloadAsync();
        await visit.ExpectConnectedAsync();

        await visit.ConnectAsync("Fabrikam");
        await visit.SignInAsync("one@example.com");
        await visit.PressAsync("Reject");
        await visit.ExpectAsync("Rejected");
        visit.Page.Url.Should().Be($"{visit.Address}answer/rejected?tenant=fabrikam");
        await visit.Page.ReloadAsync();
        await visit.ExpectAsync("Rejected");
    }

    [Test]
    public async Task Answers_only_once()
    {
        await using Visit visit = await Visit.StartConnectedAsync();

        await visit.Page.GotoAsync(visit.CallbackAddress);
        await visit.ExpectAsync("Nothing to answer");
        await visit.Page.ReloadAsync();
        await visit.ExpectAsync("Nothing to answer");

        await visit.FollowAsync("Back to the start");
        await visit.ExpectStateAsync("Connected");
    }

    [Test]
    public async Task From_the_answer_brings_another_code_that_nobody_waits_for()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.ConnectAndAcceptAsync();

        await visit.Page.GoBackAsync(); // to the consent page, for the address of the answer is in no history
        await visit.PressAsync("Accept");
        await visit.ExpectAsync("Nothing to answer");

        await visit.FollowAsync("Back to the start");
        await visit.ExpectStateAsync("Connected");
    }

    [Test]
    public async Task From_a_page_that_Bigin_has_filled_in_calls_it_again()
    {
        await using Visit visit = await Visit.StartConnectedAsync();
        await visit.FollowAsync("Call Bigin for Contoso");
        await visit.ExpectAsync("What Bigin says");

        await visit.Page.ReloadAsync();
        await visit.ExpectAsync("What Bigin says");

        await visit.Page.GoBackAsync();
        await visit.ExpectStateAsync("Connected");
    }
}
