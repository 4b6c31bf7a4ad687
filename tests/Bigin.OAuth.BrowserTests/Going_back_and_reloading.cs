namespace Bigin.OAuth.BrowserTests;

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

        await visit.ExpectAsync("Connected");
    }

    [Test]
    public async Task The_answer_answers_only_once()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.ConnectAsync();
        await visit.SignInAsync("one@example.com");
        await visit.PressAsync("Accept");
        await visit.ExpectAsync("Connected");

        await visit.Page.ReloadAsync();

        await visit.ExpectAsync("Nothing to answer");
    }

    [Test]
    public async Task Back_from_the_answer_brings_another_code_that_nobody_waits_for()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.ConnectAsync();
        await visit.SignInAsync("one@example.com");
        await visit.PressAsync("Accept");
        await visit.ExpectAsync("Connected");

        await visit.Page.GoBackAsync(); // the consent is remembered, so the browser is sent on at once

        await visit.ExpectAsync("Nothing to answer");
    }
}
