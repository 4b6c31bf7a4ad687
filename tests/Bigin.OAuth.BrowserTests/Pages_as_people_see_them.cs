using ConnectBigin;

namespace Bigin.OAuth.BrowserTests;

/// <summary>Checks each page for accessibility and keeps a picture of it in artifacts/screenshots.</summary>
[Order(0)] // takes longest, and the others run beside it
[TestOf(typeof(IndexModel))]
public sealed class Pages_as_people_see_them
{
    // All come from one template, which the test has met twice by then. This one has no way to connect again.
    private static readonly string[] Answers = SuiteSize.Choose<string[]>(
        representative: ["still-connected"],
        full: ["once-more", "another-organization", "not-trusted", "too-slow", "still-connected"]);

    [Test]
    public async Task Are_accessible_and_fit_the_screen()
    {
        await using Visit visit = await Visit.StartAsync();
        var camera = new Camera(visit.Page);
        await camera.CheckAsync("01-sample-start");

        await visit.ConnectAsync("Fabrikam");
        await camera.CheckAsync("02-sign-in");
        string link = visit.Page.Url;
        await visit.SignInAsync("nobody@example.com");
        await camera.CheckAsync("03-sign-in-unknown-user");
        await visit.SignInAsync("none@example.com");
        await camera.CheckAsync("04-no-organization");
        await visit.PressAsync("Back to app");
        await camera.CheckAsync("05-sample-no-organization");

        await visit.Page.GotoAsync(link);
        await visit.SignInAsync("three@example.com");
        await camera.CheckAsync("06-organization");
        await visit.PickAsync("Birch Bicycles");
        await camera.CheckAsync("07-consent");
        await visit.PressAsync("Reject");
        await camera.CheckAsync("08-sample-nothing-to-answer");

        await visit.OpenAsync("/bigin/connect?tenant=fabrikam");
        await visit.PickAsync("Birch Bicycles");
        await visit.PressAsync("Reject");
        await camera.CheckAsync("09-sample-rejected");

        await visit.FollowAsync("Connect again");
        await visit.PickAsync("Birch Bicycles");
        await visit.PressAsync("Accept");
        await camera.CheckAsync("10-sample-connected");
        await visit.FollowAsync("Call Bigin for Fabrikam");
        await camera.CheckAsync("11-sample-organization");
        await visit.OpenAsync("/disconnect?tenant=fabrikam");
        await camera.CheckAsync("11-sample-disconnect");

        await visit.Page.GotoAsync(new Uri(new Uri(link), "/").AbsoluteUri);
        await camera.CheckAsync("12-home-signed-in");
        await visit.PressAsync("Sign out");
        await camera.CheckAsync("13-home-signed-out");
        await visit.Page.GotoAsync(new Uri(new Uri(link), "/oauth/v2/auth?client_id=1000.NOBODY&response_type=code").AbsoluteUri);
        await camera.CheckAsync("14-error");

        await visit.Sample.RestartAsync();
        await visit.OpenAsync("/organization?tenant=fabrikam");
        await camera.CheckAsync("15-sample-consent-needed");
        await visit.FollowAsync("Back to the start");
        await camera.CheckAsync("16-sample-needs-consent");
        await visit.OpenAsync("/no-such-page");
        await camera.CheckAsync("17-sample-not-found");
        await visit.OpenAsync("/bigin/connect?tenant=zzz");
        await camera.CheckAsync("17-sample-no-such-customer");
        foreach (string answer in Answers)
        {
            await visit.OpenAsync($"/answer/{answer}?tenant=contoso");
            await camera.CheckAsync($"18-sample-{answer}");
        }
    }
}
