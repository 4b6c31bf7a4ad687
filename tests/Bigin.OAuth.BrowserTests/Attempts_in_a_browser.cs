using System.Globalization;
using Microsoft.AspNetCore.Builder;

namespace Bigin.OAuth.BrowserTests;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Attempts_in_a_browser
{
    [Test]
    public async Task Of_two_tabs_end_in_any_order()
    {
        await using Visit first = await Visit.StartAsync();
        await first.ConnectAsync("Contoso");
        await first.SignInAsync("three@example.com");
        await first.PickAsync("Acorn Books");
        Visit second = await first.OpenTabAsync();
        await second.ConnectAsync("Fabrikam");
        await second.PickAsync("Birch Bicycles");

        await second.PressAsync("Accept");
        await second.ExpectConnectedAsync("Fabrikam");
        await first.PressAsync("Accept");

        await first.ExpectConnectedAsync("Contoso");
        await first.ExpectStateAsync("Connected", "Fabrikam");
    }

    [Test]
    public async Task Leave_the_forms_in_other_tabs_good()
    {
        await using Visit first = await Visit.StartConnectedAsync();
        await first.FollowAsync("Disconnect Contoso");
        Visit second = await first.OpenTabAsync();
        await second.ConnectAsync("Fabrikam");
        await second.SignInAsync("one@example.com");
        await second.PressAsync("Accept");
        await second.ExpectConnectedAsync("Fabrikam");

        await first.PressAsync("Disconnect");

        await first.ExpectStateAsync("Not connected");
    }

    [Test]
    public async Task Are_kept_from_scripts_and_readers()
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.ConnectAsync();
        string state = new Uri(visit.Page.Url).Query.Split("state%3D")[1].Split('&')[0];

        BrowserContextCookiesResult cookie = await FindCookieAsync(visit);

        cookie.HttpOnly.Should().BeTrue();
        cookie.SameSite.Should().Be(SameSiteAttribute.Lax);
        cookie.Value.Should().NotContain(state);
        cookie.Name.Should().NotContain(state);
    }

    // The application is on localhost and Bigin on 127.0.0.1, another site: what a cookie policy of the host's that makes every cookie Strict does.
    [TestCase(SameSiteAttribute.Lax, "Bigin connections")]
    [TestCase(SameSiteAttribute.Strict, "Nothing to answer")]
    public async Task Come_back_with_a_cookie_that_is(SameSiteAttribute sameSite, string heading)
    {
        await using Visit visit = await Visit.StartAsync();
        await visit.ConnectAsync();
        BrowserContextCookiesResult cookie = await FindCookieAsync(visit);
        await visit.Page.Context.ClearCookiesAsync(new() { Name = cookie.Name });
        await visit.Page.Context.AddCookiesAsync([new() { Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path, HttpOnly = true, SameSite = sameSite }]);
        (await FindCookieAsync(visit)).SameSite.Should().Be(sameSite);

        await visit.SignInAsync("one@example.com");
        await visit.PressAsync("Accept");

        await visit.ExpectAsync(heading);
        await visit.OpenAsync("/");
        await visit.ExpectStateAsync(sameSite == SameSiteAttribute.Lax ? "Connected" : "Not connected");
    }

    [TestCase("00:09:50", "Bigin connections")]
    [TestCase("00:10:01", "This took too long")]
    public async Task Last_ten_minutes(string away, string heading)
    {
        await using PlainVisit visit = await PlainVisit.StartAsync();
        visit.Sample.Emulator.Clock.Stop();
        await visit.ConnectAsync();
        await visit.SignInAsync("one@example.com");

        visit.Sample.Emulator.Clock.Advance(TimeSpan.Parse(away, CultureInfo.InvariantCulture));
        await visit.PressAsync("Accept");

        visit.Expect(heading);
    }

    [Test]
    public async Task Are_for_tenants_that_there_are()
    {
        await using Visit visit = await Visit.StartAsync();

        await visit.Page.GotoAsync(new Uri(visit.Address, "/bigin/connect?tenant=unknown").AbsoluteUri);

        await visit.ExpectTextAsync("You can't connect Bigin here.");
        (await visit.Page.Context.CookiesAsync([visit.Address.AbsoluteUri])).Should().BeEmpty();
    }

    private static async Task<BrowserContextCookiesResult> FindCookieAsync(Visit visit) =>
        (await visit.Page.Context.CookiesAsync([visit.Address.AbsoluteUri])).Should().ContainSingle(cookie => cookie.Name.StartsWith("bigin-attempt-")).Subject;
}
