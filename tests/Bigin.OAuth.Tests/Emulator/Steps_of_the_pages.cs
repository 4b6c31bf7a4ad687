using System.Net;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Steps_of_the_pages
{
    [Test]
    public async Task Begin_with_signing_in_and_skip_that_next_time()
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();

        string first = await StepAsync(await visitor.FollowAsync(await visitor.Http.GetAsync(host.Links.Build().Url)));
        await visitor.SignInAsync(host.Links.Build().Url, "one@example.com");
        string second = await StepAsync(await visitor.FollowAsync(await visitor.Http.GetAsync(host.Links.Build().Url)));

        first.Should().Be("sign-in");
        second.Should().Be("consent");
    }

    [TestCase("one@example.com", "consent")]
    [TestCase("three@example.com", "organization")]
    [TestCase("none@example.com", "no-organization")]
    public async Task Let_only_members_of_several_organizations_pick(string user, string step)
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();

        HttpResponseMessage page = await visitor.FollowAsync(await visitor.SignInAsync(host.Links.Build().Url, user));

        (await StepAsync(page)).Should().Be(step);
    }

    [Test]
    public async Task Show_application_organization_and_scopes_before_the_decision()
    {
        await using Host host = await Host.StartAsync(options => options.ClientName = "Invoices & Co <1>");
        using var visitor = new Visitor();
        Uri link = host.Links.WithScopes(BiginScopes.Org.Read, BiginScopes.Modules.Contacts.All).Build().Url;

        HttpResponseMessage picker = await visitor.FollowAsync(await visitor.SignInAsync(link, "three@example.com"));
        HttpResponseMessage consent = await visitor.SubmitAsync(picker, new() { ["organization"] = "700000102" }, form: 1);
        string page = await consent.Content.ReadAsStringAsync();

        page.Should().Contain("Invoices &amp; Co &lt;1&gt;").And.Contain("Birch Bicycles").And.NotContain("Acorn Books");
        page.Should().Contain("See the details of your organization.").And.Contain("ZohoBigin.org.READ");
        page.Should().Contain("See, create, change and delete contacts.").And.Contain("ZohoBigin.modules.contacts.ALL");
        page.Should().Contain(">Accept</button>").And.Contain(">Reject</button>").And.NotContain("<script");
    }

    [Test]
    public async Task Describe_every_documented_scope_in_a_sentence()
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();
        string[] scopes = [.. typeof(BiginScopes).GetNestedTypes().SelectMany(GetScopes)];
        scopes.Should().HaveCountGreaterThan(100);

        HttpResponseMessage consent = await visitor.FollowAsync(await visitor.SignInAsync(host.Links.WithScopes(scopes).Build().Url, "one@example.com"));
        string page = await consent.Content.ReadAsStringAsync();

        page.Should().ContainAll(scopes).And.NotContain("Use what this scope stands for.");
    }

    [Test]
    public async Task Tell_an_unknown_user_so_beside_the_field()
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();

        HttpResponseMessage page = await visitor.SignInAsync(host.Links.Build().Url, "nobody@\"example.com");
        string markup = await page.Content.ReadAsStringAsync();

        page.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        markup.Should().Contain("aria-describedby=\"email-error\"").And.Contain("This account does not exist.");
        markup.Should().Contain("value=\"nobody@&quot;example.com\"");
    }

    [Test]
    public async Task Tell_a_user_of_China_where_to_start()
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();

        HttpResponseMessage page = await visitor.SignInAsync(host.Links.Build().Url, "china@example.com");

        string china = host.Emulator.DataCenters.Single(x => x.Id == "cn").AccountsServer.GetLeftPart(UriPartial.Authority);
        (await page.Content.ReadAsStringAsync()).Should().Contain("WithDataCenter(&quot;cn&quot;)").And.Contain(china);
    }

    [Test]
    public async Task Move_a_user_to_their_own_data_center()
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();

        HttpResponseMessage consent = await visitor.FollowAsync(await visitor.SignInAsync(host.Links.Build().Url, "europe@example.com"));

        consent.RequestMessage!.RequestUri!.Port.Should().Be(host.Emulator.DataCenters.Single(x => x.Id == "eu").AccountsServer.Port);
        (await StepAsync(consent)).Should().Be("consent");
    }

    [Test]
    public async Task Let_a_user_be_switched_and_signed_out()
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();
        HttpResponseMessage consent = await visitor.FollowAsync(await visitor.SignInAsync(host.Links.Build().Url, "one@example.com"));

        HttpResponseMessage signIn = await visitor.FollowAsync(await visitor.SubmitAsync(consent, [], form: 0));
        HttpResponseMessage picker = await visitor.FollowAsync(await visitor.SubmitAsync(signIn, new() { ["email"] = "three@example.com" }));
        HttpResponseMessage home = await visitor.Http.GetAsync(host.Emulator.DataCenters[0].AccountsServer);
        HttpResponseMessage signedOut = await visitor.FollowAsync(await visitor.SubmitAsync(home, []));

        (await StepAsync(signIn)).Should().Be("sign-in");
        (await StepAsync(picker)).Should().Be("organization");
        (await home.Content.ReadAsStringAsync()).Should().Contain("three@example.com");
        (await signedOut.Content.ReadAsStringAsync()).Should().Contain("You are not signed in");
    }

    [TestCase("one@example.com", "consent")]
    [TestCase("three@example.com", "organization")]
    public async Task Begin_again_where_the_user_has_signed_out_in_another_tab(string user, string step)
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();
        HttpResponseMessage page = await visitor.FollowAsync(await visitor.SignInAsync(host.Links.Build().Url, user));
        await visitor.SubmitAsync(await visitor.Http.GetAsync(host.Emulator.DataCenters[0].AccountsServer), []);

        HttpResponseMessage next = await visitor.FollowAsync(await visitor.SubmitAsync(page, new() { ["decision"] = "accept", ["organization"] = "700000101" }, form: 1));

        (await StepAsync(page)).Should().Be(step);
        (await StepAsync(next)).Should().Be("sign-in");
    }

    private static async Task<string> StepAsync(HttpResponseMessage page) =>
        (await page.Content.ReadAsStringAsync()).Split("data-step=\"")[1].Split('"')[0];

    private static IEnumerable<string> GetScopes(Type group) =>
        group.GetFields().Select(field => (string)field.GetRawConstantValue()!).Concat(group.GetNestedTypes().SelectMany(GetScopes));
}
