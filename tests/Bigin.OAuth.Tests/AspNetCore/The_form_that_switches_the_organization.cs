using System.Net;
using Bigin.OAuth.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(OrganizationSwitchForm))]
public sealed class The_form_that_switches_the_organization
{
    [TestCase("Sec-Fetch-Site", "cross-site")]
    [TestCase("Sec-Fetch-Site", "same-site")]
    [TestCase("Origin", "https://evil.example")]
    [TestCase("Origin", "null")]
    public async Task Is_refused_where_a_page_of_others_posts_it(string name, string value)
    {
        await using var world = await OrganizationSwitchHost.StartAsync();
        OrganizationSwitchForm form = await world.PickAnotherAsync();

        using HttpResponseMessage answer = await world.PostAsync(form.Action, (form.FieldName, form.FieldValue), (name, value));

        await answer.ShouldBeAsync(HttpStatusCode.Forbidden, "cross-site");
        world.Browser.Cookies.Should().BeEmpty();
    }

    [Test]
    public async Task Is_refused_where_another_user_posts_it()
    {
        await using var world = await OrganizationSwitchHost.StartAsync();
        OrganizationSwitchForm form = await world.PickAnotherAsync();
        world.Browser.User = "mallory";

        using HttpResponseMessage answer = await world.PostAsync(form.Action, (form.FieldName, form.FieldValue));

        await answer.ShouldBeAsync(HttpStatusCode.Forbidden, "attempt-of-other-user");
        world.Browser.Cookies.Should().BeEmpty();
    }

    [Test]
    public async Task Is_refused_where_the_user_may_not_connect_the_key_any_more()
    {
        bool isPermitted = true;
        await using var world = await OrganizationSwitchHost.StartAsync(options => options.AuthorizeKey = (_, _) => new(isPermitted));
        OrganizationSwitchForm form = await world.PickAnotherAsync();
        isPermitted = false;

        using HttpResponseMessage answer = await world.PostAsync(form.Action, (form.FieldName, form.FieldValue));

        await answer.ShouldBeAsync(HttpStatusCode.Forbidden, "not-permitted");
    }

    [Test]
    public async Task Ends_with_the_lifetime_of_an_attempt()
    {
        await using var world = await OrganizationSwitchHost.StartAsync();
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
        await using var world = await OrganizationSwitchHost.StartAsync();

        using HttpResponseMessage answer = await world.PostAsync("/bigin/connect/switch", (name, value));

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
        world.Browser.Cookies.Should().BeEmpty();
    }

    [Test]
    public async Task Takes_no_cookie_of_an_attempt_for_its_field()
    {
        await using var world = await OrganizationSwitchHost.StartAsync();
        await world.Browser.ConnectAsync();

        using HttpResponseMessage answer = await world.PostAsync("/bigin/connect/switch", ("switch", world.Browser.Cookies.Values.Single()));

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
    }

    [TestCase("application/json")]
    [TestCase("multipart/form-data")]
    [TestCase("multipart/form-data; boundary=x")]
    public async Task Takes_no_body_but_a_form(string type)
    {
        await using var world = await OrganizationSwitchHost.StartAsync();

        using HttpResponseMessage answer = await world.Browser.PostAsync("/bigin/connect/switch", type, "not a form");

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, "attempt-not-found");
    }

    [TestCase("http://localhost:5999/crm/bigin/callback", "/crm", "", "/crm/bigin/connect/switch")]
    [TestCase("http://localhost:5999/bigin/callback", "", "", "/bigin/connect/switch")]
    [TestCase("http://localhost:5999/app/bigin/callback", "", "path base", "/app/bigin/connect/switch")]
    [TestCase("http://localhost:5999/app/bigin/callback", "", "proxy", "/app/bigin/connect/switch")]
    [TestCase("http://localhost:5999/app/crm/bigin/callback", "/crm", "proxy", "/app/crm/bigin/connect/switch")]
    public async Task Is_posted_to_the_path_that_a_browser_sees(string redirectUri, string prefix, string cutBy, string action)
    {
        await using var world = await OrganizationSwitchHost.StartAsync(options => options.CallbackPath = "/bigin/callback", redirectUri, prefix, app => CutPrefix(app, cutBy));

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
}
