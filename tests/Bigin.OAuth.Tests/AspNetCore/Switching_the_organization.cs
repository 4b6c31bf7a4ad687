using System.Net;
using Bigin.OAuth.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(OrganizationSwitchForm))]
public sealed class Switching_the_organization
{
    private const string User = "three@example.com";

    [Test]
    public async Task Starts_an_attempt_that_moves_the_key_after_the_person_has_accepted_again()
    {
        await using var world = await World.StartAsync();
        OrganizationSwitchForm form = await world.PickAnotherAsync();

        (await world.OrganizationAsync()).Should().Be("Acorn Books", "nothing changes unasked");
        using HttpResponseMessage started = await world.PostAsync(form.Action, (form.FieldName, form.FieldValue));
        started.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        (await world.OrganizationAsync()).Should().Be("Acorn Books", "Bigin has to ask first");
        using HttpResponseMessage answer = await world.Browser.ReturnAsync(await world.Host.AcceptAsync(started.Headers.Location!, User, "Birch Bicycles"));

        answer.ShouldReturnTo("/settings");
        (await world.OrganizationAsync()).Should().Be("Birch Bicycles");
    }

    [Test]
    public async Task Asks_again_where_the_key_has_moved_to_a_third_organization_meanwhile()
    {
        await using var world = await World.StartAsync();
        OrganizationSwitchForm form = await world.PickAnotherAsync();
        await world.MoveAsync("Cedar Ceramics");
        using HttpResponseMessage started = await world.PostAsync(form.Action, (form.FieldName, form.FieldValue));

        using HttpResponseMessage answer = await world.Browser.ReturnAsync(await world.Host.AcceptAsync(started.Headers.Location!, User, "Birch Bicycles"));

        await answer.ShouldBeAsync(HttpStatusCode.Conflict, "different-organization");
        (await world.OrganizationAsync()).Should().Be("Cedar Ceramics", "the person has agreed to leave Acorn Books");
    }

    [Test]
    public async Task Is_left_alone_by_a_person_who_keeps_the_organization()
    {
        await using var world = await World.StartAsync();
        await world.PickAnotherAsync();

        using HttpResponseMessage answer = await world.Browser.ReturnAsync(await world.Host.AcceptAsync(await world.Browser.ConnectAsync(), User, "Acorn Books"));

        answer.ShouldReturnTo("/");
        (await world.OrganizationAsync()).Should().Be("Acorn Books");
    }

    [TestCase("Sec-Fetch-Site", "cross-site")]
    [TestCase("Sec-Fetch-Site", "same-site")]
    [TestCase("Origin", "https://evil.example")]
    [TestCase("Origin", "null")]
    public async Task Is_refused_to_pages_of_others(string name, string value)
    {
        await using var world = await World.StartAsync();
        OrganizationSwitchForm form = await world.PickAnotherAsync();

        using HttpResponseMessage answer = await world.PostAsync(form.Action, (form.FieldName, form.FieldValue), (name, value));

        await answer.ShouldBeAsync(HttpStatusCode.Forbidden, "cross-site");
        world.Browser.Cookies.Should().BeEmpty();
    }

    [Test]
    public async Task Is_refused_to_another_user()
    {
        await using var world = await World.StartAsync();
        OrganizationSwitchForm form = await world.PickAnotherAsync();
        world.Browser.User = "mallory";

        using HttpResponseMessage answer = await world.PostAsync(form.Action, (form.FieldName, form.FieldValue));

        await answer.ShouldBeAsync(HttpStatusCode.Forbidden, "attempt-of-other-user");
        world.Browser.Cookies.Should().BeEmpty();
    }

    [Test]
    public async Task Is_refused_to_a_user_who_may_not_connect_the_key_any_more()
    {
        bool isPermitted = true;
        await using var world = await World.StartAsync(options => options.AuthorizeKey = (_, _) => new(isPermitted));
        OrganizationSwitchForm form = await world.PickAnotherAsync();
        isPermitted = false;

        using HttpResponseMessage answer = await world.PostAsync(form.Action, (form.FieldName, form.FieldValue));

        await answer.ShouldBeAsync(HttpStatusCode.Forbidden, "not-permitted");
    }

    [Test]
    public async Task Ends_with_the_lifetime_of_an_attempt()
    {
        await using var world = await World.StartAsync();
        OrganizationSwitchForm form = await world.PickAnotherAsync();
        world.Host.Emulator.Clock.Advance(TimeSpan.FromMinutes(11));

        using HttpResponseMessage answer = await world.PostAsync(form.Action, (form.FieldName, form.FieldValue));

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-expired");
    }

    [TestCase("switch", "")]
    [TestCase("switch", "made up")]
    [TestCase("other", "x")]
    public async Task Takes_only_what_it_made_itself(string name, string value)
    {
        await using var world = await World.StartAsync();

        using HttpResponseMessage answer = await world.PostAsync("/bigin/connect/switch", (name, value));

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
        world.Browser.Cookies.Should().BeEmpty();
    }

    [Test]
    public async Task Takes_no_cookie_of_an_attempt_for_its_field()
    {
        await using var world = await World.StartAsync();
        await world.Browser.ConnectAsync();

        using HttpResponseMessage answer = await world.PostAsync("/bigin/connect/switch", ("switch", world.Browser.Cookies.Values.Single()));

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
    }

    [TestCase("application/json")]
    [TestCase("multipart/form-data")]
    [TestCase("multipart/form-data; boundary=x")]
    public async Task Takes_no_other_body(string type)
    {
        await using var world = await World.StartAsync();

        using HttpResponseMessage answer = await world.Browser.PostAsync("/bigin/connect/switch", type, "not a form");

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
    }

    [Test]
    public async Task Is_not_needed_where_the_host_has_asked_the_person_itself()
    {
        await using var world = await World.StartAsync(options => options.AllowOrganizationChange = context => new(context.Request.Query["move"] == "true"));
        (await world.Browser.ReturnAsync(await world.Host.AcceptAsync(await world.Browser.ConnectAsync(), User, "Acorn Books"))).Dispose();

        using HttpResponseMessage unasked = await world.Browser.ReturnAsync(await world.Host.AcceptAsync(await world.Browser.ConnectAsync(), User, "Birch Bicycles"));
        string kept = await world.OrganizationAsync();
        using HttpResponseMessage asked = await world.Browser.ReturnAsync(await world.Host.AcceptAsync(await world.Browser.ConnectAsync("/bigin/connect?move=true"), User, "Birch Bicycles"));

        await unasked.ShouldBeAsync(HttpStatusCode.Conflict, "different-organization");
        kept.Should().Be("Acorn Books");
        asked.ShouldReturnTo("/");
        (await world.OrganizationAsync()).Should().Be("Birch Bicycles");
    }

    [TestCase("http://localhost:5999/crm/bigin/callback", "/crm", "", "/crm/bigin/connect/switch")]
    [TestCase("http://localhost:5999/bigin/callback", "", "", "/bigin/connect/switch")]
    [TestCase("http://localhost:5999/app/bigin/callback", "", "path base", "/app/bigin/connect/switch")]
    [TestCase("http://localhost:5999/app/bigin/callback", "", "proxy", "/app/bigin/connect/switch")]
    [TestCase("http://localhost:5999/app/crm/bigin/callback", "/crm", "proxy", "/app/crm/bigin/connect/switch")]
    public async Task Is_posted_to_the_path_that_a_browser_sees(string redirectUri, string prefix, string cutBy, string action)
    {
        await using var world = await World.StartAsync(options => options.CallbackPath = "/bigin/callback", redirectUri, prefix, app => CutPrefix(app, cutBy));

        OrganizationSwitchForm form = await world.PickAnotherAsync(action[..^"/switch".Length]);

        form.Action.Should().Be(action);
        form.ToString().Should().NotContain(form.FieldValue);
        using HttpResponseMessage started = await world.PostAsync(form.Action, (form.FieldName, form.FieldValue));
        started.StatusCode.Should().Be(HttpStatusCode.SeeOther);
    }

    private static void CutPrefix(WebApplication app, string by)
    {
        if (by == "path base")
        {
            app.UsePathBase("/app");
        }
        else if (by == "proxy")
        {
            app.Use((context, next) =>
            {
                context.Request.Path = context.Request.Path.StartsWithSegments("/app", out PathString rest) ? rest : context.Request.Path;
                return next(context);
            });
        }

        app.UseRouting();
    }

    private sealed class World(WebHost host, RecordedOutcomes outcomes) : IAsyncDisposable
    {
        internal WebHost Host { get; } = host;

        internal WebBrowser Browser { get; } = host.Browse();

        internal static async Task<World> StartAsync(Action<BiginOAuthEndpointOptions>? configure = null, string redirectUri = WebHost.RedirectUri, string prefix = "", Action<WebApplication>? configureApp = null)
        {
            var outcomes = new RecordedOutcomes();
            WebHost host = await WebHost.StartAsync(
                options =>
                {
                    outcomes.Record(options);
                    configure?.Invoke(options);
                },
                options => (options.ForceConsent, options.RedirectUri) = (true, new Uri(redirectUri)),
                configureApp: configureApp,
                prefix: prefix);
            return new World(host, outcomes);
        }

        /// <summary>Connects Acorn Books, then consents for Birch Bicycles.</summary>
        internal async Task<OrganizationSwitchForm> PickAnotherAsync(string connectPath = "/bigin/connect")
        {
            (await Browser.ReturnAsync(await Host.AcceptAsync(await Browser.ConnectAsync(connectPath), User, "Acorn Books"))).Dispose();
            using HttpResponseMessage answer = await Browser.ReturnAsync(
                await Host.AcceptAsync(await Browser.ConnectAsync($"{connectPath}?returnUrl=/settings"), User, "Birch Bicycles"));
            await answer.ShouldBeAsync(HttpStatusCode.Conflict, "different-organization");
            DifferentOrganizationOutcome outcome = outcomes.Last.Should().BeOfType<DifferentOrganizationOutcome>().Subject;
            (outcome.Current.Organization!.Name, outcome.Picked!.Name).Should().Be(("Acorn Books", "Birch Bicycles"));
            return outcome.SwitchForm;
        }

        /// <summary>Moves the key in another browser, whose user is asked too.</summary>
        internal async Task MoveAsync(string organization)
        {
            using WebBrowser other = Host.Browse();
            using HttpResponseMessage asked = await other.ReturnAsync(await Host.AcceptAsync(await other.ConnectAsync(), User, organization));
            OrganizationSwitchForm form = ((DifferentOrganizationOutcome)outcomes.Last!).SwitchForm;
            using HttpResponseMessage started = await other.PostAsync(
                form.Action, "application/x-www-form-urlencoded", $"{form.FieldName}={Uri.EscapeDataString(form.FieldValue)}");
            (await other.ReturnAsync(await Host.AcceptAsync(started.Headers.Location!, User, organization))).Dispose();
            (await OrganizationAsync()).Should().Be(organization);
        }

        internal Task<HttpResponseMessage> PostAsync(string path, (string Name, string Value) field, params (string Name, string Value)[] headers) =>
            Browser.PostAsync(path, "application/x-www-form-urlencoded", $"{field.Name}={Uri.EscapeDataString(field.Value)}", headers);

        internal async Task<string> OrganizationAsync() => (await Host.Connections.FindAsync(WebHost.Key))!.Organization!.Name!;

        public async ValueTask DisposeAsync()
        {
            Browser.Dispose();
            await Host.DisposeAsync();
        }
    }
}
