using System.Net;
using System.Security.Claims;
using System.Web;
using Bigin.OAuth.AspNetCore;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointOptions))]
public sealed class Keys_and_links_of_attempts
{
    private static readonly TestCaseData[] Wrong = [new(""), new(new string('k', 201)), new("a\nb"), new("\ud800")];

    [TestCase("GET")]
    [TestCase("POST")]
    public async Task Are_none_for_users_who_may_connect_nothing(string method)
    {
        await using WebHost host = await WebHost.StartAsync(options => options.ConnectionKey = _ => new((string?)null));
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.SendAsync(new HttpMethod(method), "/bigin/connect");

        await answer.ShouldBeAsync(HttpStatusCode.Forbidden, "not-permitted");
        browser.Cookies.Should().BeEmpty();
    }

    [TestCaseSource(nameof(Wrong))]
    public async Task Are_none_where_the_key_of_the_host_is_wrong(string key)
    {
        await using WebHost host = await WebHost.StartAsync(options => options.ConnectionKey = _ => new(key));
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await browser.GetAsync("/bigin/connect");
        using HttpResponseMessage ofScript = await browser.SendAsync(HttpMethod.Post, "/bigin/connect");

        answer.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        ofScript.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        browser.Cookies.Should().BeEmpty();
        host.ThrownExceptions.Should().HaveCount(2).And.AllBeAssignableTo<ArgumentException>().And.OnlyContain(thrown => ((ArgumentException)thrown).ParamName == "ConnectionKey");
    }

    [Test]
    public async Task Are_those_of_the_start_whatever_is_claimed_later()
    {
        string tenant = "first";
        await using WebHost host = await WebHost.StartAsync(options => options.ConnectionKey = context => new($"{tenant}-of-{context.User.FindFirstValue(ClaimTypes.NameIdentifier)}"));
        using WebBrowser browser = host.Browse();
        Uri link = await browser.ConnectAsync();
        tenant = "second";

        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(link));

        answer.ShouldReturnTo("/");
        (await host.Connections.FindAsync("first-of-anna")).Should().NotBeNull();
        (await host.Connections.FindAsync("second-of-anna")).Should().BeNull();
    }

    [Test]
    public async Task Are_as_the_host_wants_them_for_this_attempt()
    {
        await using WebHost host = await WebHost.StartAsync(options => options.ConfigureLink = (context, links) =>
            new(links.WithScopes(BiginScopes.Org.Read, BiginScopes.Users.Read).WithDataCenter(context.Request.Query["at"].ToString()).WithForcedConsent()));
        using WebBrowser browser = host.Browse();

        Uri link = await browser.ConnectAsync("/bigin/connect?at=eu");
        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(link, "europe@example.com"));

        System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(link.Query);
        query["scope"].Should().Be($"{BiginScopes.Org.Read},{BiginScopes.Users.Read}");
        query["prompt"].Should().Be("consent");
        link.Port.Should().Be(host.Emulator.DataCenters.Single(dataCenter => dataCenter.Id == "eu").AccountsServer.Port);
        answer.ShouldReturnTo("/");
        (await host.Connections.FindAsync(WebHost.Key))!.DataCenterId.Should().Be("eu");
    }

    [TestCase("us", "europe@example.com", "eu")]
    [TestCase("cn", "china@example.com", "cn")]
    public async Task Are_made_with_the_client_id_of_the_data_center_where_they_start(string start, string user, string dataCenter)
    {
        await using WebHost host = await WebHost.StartAsync(
            options => options.ConfigureLink = (context, links) => new(links.WithDataCenter(context.Request.Query["at"].ToString()).WithForcedConsent()),
            options => options.ClientIds["cn"] = "the host's own");
        using WebBrowser browser = host.Browse();

        Uri link = await browser.ConnectAsync($"/bigin/connect?at={start}");
        using HttpResponseMessage answer = await browser.ReturnAsync(await host.AcceptAsync(link, user));

        HttpUtility.ParseQueryString(link.Query)["client_id"].Should().Be(start == "cn" ? "1000.EMULATOR00000000000000000CHINA" : host.Emulator.ClientId);
        answer.ShouldReturnTo("/");
        (await host.Connections.FindAsync(WebHost.Key))!.DataCenterId.Should().Be(dataCenter);
    }
}
