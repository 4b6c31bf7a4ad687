using System.Net;
using Bigin.OAuth.AspNetCore;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(OrganizationSwitchForm))]
public sealed class Switching_the_organization
{
    private const string User = OrganizationSwitchHost.User;

    [Test]
    public async Task Starts_an_attempt_that_moves_the_key_after_the_person_has_accepted_again()
    {
        await using var world = await OrganizationSwitchHost.StartAsync();
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
        await using var world = await OrganizationSwitchHost.StartAsync();
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
        await using var world = await OrganizationSwitchHost.StartAsync();
        await world.PickAnotherAsync();

        using HttpResponseMessage answer = await world.Browser.ReturnAsync(await world.Host.AcceptAsync(await world.Browser.ConnectAsync(), User, "Acorn Books"));

        answer.ShouldReturnTo("/");
        (await world.OrganizationAsync()).Should().Be("Acorn Books");
    }

    [Test]
    public async Task Is_not_needed_where_the_host_has_asked_the_person_itself()
    {
        await using var world = await OrganizationSwitchHost.StartAsync(options => options.AllowOrganizationChange = context => new(context.Request.Query["move"] == "true"));
        (await world.Browser.ReturnAsync(await world.Host.AcceptAsync(await world.Browser.ConnectAsync(), User, "Acorn Books"))).Dispose();

        using HttpResponseMessage unasked = await world.Browser.ReturnAsync(await world.Host.AcceptAsync(await world.Browser.ConnectAsync(), User, "Birch Bicycles"));
        string kept = await world.OrganizationAsync();
        using HttpResponseMessage asked = await world.Browser.ReturnAsync(await world.Host.AcceptAsync(await world.Browser.ConnectAsync("/bigin/connect?move=true"), User, "Birch Bicycles"));

        await unasked.ShouldBeAsync(HttpStatusCode.Conflict, "different-organization");
        kept.Should().Be("Acorn Books");
        asked.ShouldReturnTo("/");
        (await world.OrganizationAsync()).Should().Be("Birch Bicycles");
    }
}
