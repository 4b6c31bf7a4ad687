using System.Net;
using System.Web;
using Bigin.OAuth.AspNetCore;

namespace Bigin.OAuth.Tests.AspNetCore;

/// <summary>The user has accepted for the other organization before, under another key, and <c>ForceConsent</c> is off.</summary>
[TestOf(typeof(OrganizationSwitchForm))]
public sealed class Switching_where_Bigin_need_not_ask
{
    private const string User = "three@example.com";

    [Test]
    public async Task Forces_consent_so_that_the_person_is_asked_and_the_switch_ends()
    {
        var outcomes = new RecordedOutcomes();
        await using WebHost host = await WebHost.StartAsync(options =>
        {
            outcomes.Record(options);
            options.ConnectionKey = context => new(context.Request.Query["key"].ToString());
            options.ConfigureLink = (context, link) => new(context.Request.Query["consent"] == "again" ? link.WithForcedConsent() : link);
        });
        using WebBrowser browser = host.Browse();
        (await PickAsync(host, browser, "key=a", "Birch Bicycles")).ShouldReturnTo("/");
        (await PickAsync(host, browser, "key=b", "Acorn Books")).ShouldReturnTo("/");

        await (await PickAsync(host, browser, "key=b", "Birch Bicycles")).ShouldBeAsync(HttpStatusCode.Conflict, "refresh-token-missing");
        await (await PickAsync(host, browser, "key=b&consent=again", "Birch Bicycles")).ShouldBeAsync(HttpStatusCode.Conflict, "different-organization");
        OrganizationSwitchForm form = outcomes.Last.Should().BeOfType<DifferentOrganizationOutcome>().Subject.SwitchForm;
        using HttpResponseMessage started = await browser.PostAsync(
            form.Action, "application/x-www-form-urlencoded", $"{form.FieldName}={Uri.EscapeDataString(form.FieldValue)}");
        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(started.Headers.Location!, User, "Birch Bicycles"));

        HttpUtility.ParseQueryString(started.Headers.Location!.Query)["prompt"].Should().Be("consent");
        answer.ShouldReturnTo("/");
        (await host.Connections.FindAsync("b"))!.Organization!.Name.Should().Be("Birch Bicycles");
    }

    private static async Task<HttpResponseMessage> PickAsync(WebHost host, WebBrowser browser, string query, string organization) =>
        await browser.ReturnAsync(await host.AcceptAsync(await browser.ConnectAsync($"/bigin/connect?{query}"), User, organization));
}
