using System.Net;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Pages_that_are_safe
{
    [Test]
    public async Task Refuse_forms_that_another_site_sends()
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();
        Uri link = host.Links.Build().Url;
        await visitor.SignInAsync(link, "one@example.com");
        var approve = new Uri(link.OriginalString.Replace("/oauth/v2/auth?", "/oauth/v2/approve?"));

        HttpResponseMessage accept = await visitor.Http.PostAsync(approve, Form("decision", "accept", "organization", "700000101"));
        HttpResponseMessage signIn = await visitor.Http.PostAsync(new Uri(link, "/signin"), Form("email", "three@example.com"));
        HttpResponseMessage signOut = await visitor.Http.PostAsync(new Uri(link, "/signout"), Form());

        foreach (HttpResponseMessage answer in new[] { accept, signIn, signOut })
        {
            answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
            answer.Headers.Location.Should().BeNull();
        }
    }

    [Test]
    public async Task Refuse_an_organization_that_the_user_does_not_belong_to()
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();
        HttpResponseMessage consent = await visitor.FollowAsync(await visitor.SignInAsync(host.Links.Build().Url, "one@example.com"));

        HttpResponseMessage answer = await visitor.SubmitAsync(consent, new() { ["organization"] = "700000102", ["decision"] = "accept" }, form: 1);

        answer.Headers.Location.Should().BeNull();
        (await answer.Content.ReadAsStringAsync()).Should().Contain("does not belong to this organization");
    }

    [TestCase("/")]
    [TestCase("/signin")]
    [TestCase("/oauth/v2/auth")]
    [TestCase("/emulator.css")]
    public async Task Stay_out_of_frames_and_caches(string path)
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();

        HttpResponseMessage page = await visitor.Http.GetAsync(new Uri(host.Emulator.DataCenters[0].AccountsServer, path));

        page.Headers.CacheControl!.NoStore.Should().BeTrue();
        page.Headers.GetValues("X-Frame-Options").Should().Equal("DENY");
        page.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
    }

    [Test]
    public async Task Allow_neither_scripts_nor_frames_nor_forms_to_strangers()
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();

        HttpResponseMessage page = await visitor.FollowAsync(await visitor.SignInAsync(host.Links.Build().Url, "one@example.com"));

        page.Headers.GetValues("Content-Security-Policy").Should().ContainSingle().Which.Should()
            .StartWith("default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self' http://127.0.0.1:")
            .And.EndWith(" http://localhost:5999");
    }

    [Test]
    public async Task Keep_sessions_apart_although_cookies_ignore_ports()
    {
        await using Host first = await Host.StartAsync();
        await using Host second = await Host.StartAsync();
        using var visitor = new Visitor();
        await visitor.SignInAsync(first.Links.Build().Url, "one@example.com");

        HttpResponseMessage there = await visitor.FollowAsync(await visitor.Http.GetAsync(second.Links.Build().Url));
        HttpResponseMessage china = await visitor.FollowAsync(await visitor.Http.GetAsync(first.Links.WithDataCenter("cn").Build().Url));
        await visitor.SignInAsync(second.Links.Build().Url, "three@example.com");
        HttpResponseMessage back = await visitor.FollowAsync(await visitor.Http.GetAsync(first.Links.Build().Url));

        (await there.Content.ReadAsStringAsync()).Should().Contain("data-step=\"sign-in\"");
        (await china.Content.ReadAsStringAsync()).Should().Contain("data-step=\"sign-in\"");
        (await back.Content.ReadAsStringAsync()).Should().Contain("data-step=\"consent\"", "the other emulator's cookie has another name");
    }

    [TestCase("https://evil.example/")]
    [TestCase("//evil.example/")]
    [TestCase("/\\evil.example/")]
    [TestCase("/oauth/v2/auth@evil.example/?")]
    [TestCase("javascript:alert(1)")]
    public async Task Go_nowhere_else_after_signing_in(string serviceUrl)
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();
        Uri server = host.Emulator.DataCenters[0].AccountsServer;
        HttpResponseMessage signIn = await visitor.Http.GetAsync(new Uri(server, "/signin"));

        HttpResponseMessage answer = await visitor.SubmitAsync(signIn, new() { ["email"] = "one@example.com", ["serviceurl"] = serviceUrl });

        answer.Headers.Location!.OriginalString.Should().Be(server.GetLeftPart(UriPartial.Authority) + "/");
    }

    [TestCase("rebound.example")]
    [TestCase("192.0.2.1")]
    public async Task Tell_a_request_with_another_host_name_which_setting_lets_it_in(string name)
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, host.Emulator.DataCenters[0].AccountsServer);
        request.Headers.Host = name;

        HttpResponseMessage answer = await visitor.Http.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.MisdirectedRequest);
        (await answer.Content.ReadAsStringAsync()).Should().Contain(name).And.Contain("localhost");
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/plain");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
    }

    [TestCase("localhost")]
    [TestCase("LOCALHOST")]
    [TestCase("LocalHost:1234")]
    [TestCase("[::1]")]
    public async Task Are_shown_under_each_name_of_this_machine(string name)
    {
        await using Host host = await Host.StartAsync();
        using var visitor = new Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, host.Emulator.DataCenters[0].AccountsServer);
        request.Headers.Host = name;

        HttpResponseMessage response = await visitor.Http.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.OK, "names of hosts ignore case");
    }

    private static FormUrlEncodedContent Form(params string[] fields) =>
        new(fields.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], pair[1])));
}
