using System.Net;
using Bigin.OAuth.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.AspNetCore;

/// <summary>Every map has rules of its own, such as <c>AuthorizeKey</c>: what one has started is not another's to finish, also where both share a key ring.</summary>
[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Attempts_of_other_maps_and_applications
{
    private const string User = "three@example.com";
    private const string OtherConnect = "/other/bigin/connect";

    [Test]
    public async Task Are_not_found_at_the_callback_of_another_map()
    {
        await using World world = await World.StartAsync();
        Uri link = await world.Browser.ConnectAsync(OtherConnect);

        using HttpResponseMessage answer = await world.Browser.GetAsync($"/bigin/callback?error=access_denied&state={WebAnswers.GetState(link)}");
        using HttpResponseMessage own = await world.Browser.GetAsync($"/other/bigin/callback?error=access_denied&state={WebAnswers.GetState(link)}");

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
        await own.ShouldBeAsync(HttpStatusCode.Forbidden, "authorization-denied");
    }

    [TestCase(OtherConnect)]
    [TestCase("/third/bigin/connect")]
    public async Task Are_unreadable_in_a_cookie_with_the_name_of_another_map(string connectPath)
    {
        await using World world = await World.StartAsync();
        string ownName = await world.StartAttemptAsync();
        Uri link = await world.Browser.ConnectAsync(connectPath);

        world.Rename(ownName);
        using HttpResponseMessage answer = await world.Browser.GetAsync($"/bigin/callback?error=access_denied&state={WebAnswers.GetState(link)}");

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
        world.Outcomes.Last.Should().BeOfType<AttemptRejectedOutcome>().Which.Reason.Should().Be(AttemptRejection.Unreadable);
    }

    [Test]
    public async Task Are_left_alone_however_many_another_map_starts()
    {
        await using World world = await World.StartAsync();
        Uri link = await world.Browser.ConnectAsync(OtherConnect);
        for (int i = 0; i < 7; i++)
        {
            await world.Browser.ConnectAsync();
        }

        using HttpResponseMessage answer = await world.Browser.GetAsync($"/other/bigin/callback?error=access_denied&state={WebAnswers.GetState(link)}");

        world.Browser.Cookies.Should().HaveCount(5);
        await answer.ShouldBeAsync(HttpStatusCode.Forbidden, "authorization-denied");
    }

    [Test]
    public async Task Are_not_started_by_the_switch_form_of_another_map()
    {
        await using World world = await World.StartAsync();
        OrganizationSwitchForm form = await world.PickAnotherAsync();

        using HttpResponseMessage answer = await World.PostAsync(world.Browser, $"{OtherConnect}/switch", form);
        using HttpResponseMessage own = await World.PostAsync(world.Browser, form.Action, form);

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
        own.StatusCode.Should().Be(HttpStatusCode.SeeOther);
    }

    [Test]
    public async Task Are_unreadable_to_another_application_with_the_same_key_ring()
    {
        await using World world = await World.StartAsync();
        await using WebHost second = await world.StartSecondAsync();
        using WebBrowser atSecond = second.Browse();
        Uri link = await atSecond.ConnectAsync();
        string ownName = await world.StartAttemptAsync();
        world.Browser.Cookies[atSecond.Cookies.Keys.Single()] = atSecond.Cookies.Values.Single();

        world.Rename(ownName);
        using HttpResponseMessage answer = await world.Browser.GetAsync($"/bigin/callback?error=access_denied&state={WebAnswers.GetState(link)}");

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
        world.Outcomes.Last.Should().BeOfType<AttemptRejectedOutcome>().Which.Reason.Should().Be(AttemptRejection.Unreadable);
    }

    [Test]
    public async Task Are_not_started_by_the_switch_form_of_another_application_with_the_same_key_ring()
    {
        await using World world = await World.StartAsync();
        await using WebHost second = await world.StartSecondAsync();
        using WebBrowser atSecond = second.Browse();
        OrganizationSwitchForm form = await world.PickAnotherAsync();

        using HttpResponseMessage answer = await World.PostAsync(atSecond, "/bigin/connect/switch", form);

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
    }

    /// <summary>An application with three maps, of which each has a redirect URI.</summary>
    private sealed class World(WebHost host, RecordedOutcomes outcomes, IDataProtectionProvider ring) : IAsyncDisposable
    {
        internal WebHost Host { get; } = host;

        internal RecordedOutcomes Outcomes { get; } = outcomes;

        internal WebBrowser Browser { get; } = host.Browse();

        internal static async Task<World> StartAsync()
        {
            var outcomes = new RecordedOutcomes();
            IDataProtectionProvider ring = new EphemeralDataProtectionProvider();
            WebHost host = await WebHost.StartAsync(
                outcomes.Record,
                options => options.ForceConsent = true,
                builder => builder.Services.AddSingleton(ring),
                app => Array.ForEach(["/other", "/third"], prefix => app.MapGroup(prefix).MapBiginOAuth(options =>
                {
                    options.ConnectionKey = _ => new(WebHost.Key);
                    options.ConfigureLink = (_, links) => new(links.WithRedirectUri(new Uri($"http://localhost:5999{prefix}/bigin/callback")));
                })));
            return new World(host, outcomes, ring);
        }

        internal Task<WebHost> StartSecondAsync() => WebHost.StartAsync(
            configureClient: options => options.RedirectUri = new Uri("http://localhost:5998/bigin/callback"),
            configureBuilder: builder => builder.Services.AddSingleton(ring),
            emulator: Host.Emulator);

        /// <summary>Starts an attempt of the first map and gives what its cookies' names begin with.</summary>
        internal async Task<string> StartAttemptAsync()
        {
            await Browser.ConnectAsync();
            string name = Browser.SetCookies.Single().Name.ToString();
            Browser.Cookies.Remove(name);
            return name[..26];
        }

        /// <summary>Gives every cookie a name of the first map.</summary>
        internal void Rename(string ownName)
        {
            foreach ((string name, string value) in Browser.Cookies.ToArray())
            {
                Browser.Cookies.Remove(name);
                Browser.Cookies[ownName + name[26..]] = value;
            }
        }

        internal async Task<OrganizationSwitchForm> PickAnotherAsync()
        {
            (await Browser.ReturnAsync(await Host.AcceptAsync(await Browser.ConnectAsync(), User, "Acorn Books"))).Dispose();
            (await Browser.ReturnAsync(await Host.AcceptAsync(await Browser.ConnectAsync(), User, "Birch Bicycles"))).Dispose();
            return Outcomes.Last.Should().BeOfType<DifferentOrganizationOutcome>().Subject.SwitchForm;
        }

        internal static Task<HttpResponseMessage> PostAsync(WebBrowser browser, string path, OrganizationSwitchForm form) =>
            browser.PostAsync(path, "application/x-www-form-urlencoded", $"{form.FieldName}={Uri.EscapeDataString(form.FieldValue)}");

        public async ValueTask DisposeAsync()
        {
            Browser.Dispose();
            await Host.DisposeAsync();
        }
    }
}
