using System.Net;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

/// <summary>Scripts that wait for a server, such as wait-on, ask with HEAD until the status is 2xx.</summary>
[TestOf(typeof(BiginEmulator))]
public sealed class Readiness_probes
{
    [TestCase("/")]
    [TestCase("/signin")]
    [TestCase("/emulator.css")]
    [TestCase("/oauth/serverinfo")]
    [TestCase("/console")]
    [TestCase("/emulator")]
    [TestCase("/emulator/openapi.json")]
    [TestCase("/emulator/clock")]
    [TestCase("/emulator/requests")]
    public async Task Get_the_headers_of_a_GET_without_its_body(string path)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        HttpResponseMessage head = await caller.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, caller.Address(path)));
        HttpResponseMessage get = await caller.Http.GetAsync(caller.Address(path));

        head.StatusCode.Should().Be(get.StatusCode).And.Be(path == "/console" ? HttpStatusCode.SeeOther : HttpStatusCode.OK);
        head.Content.Headers.ContentType.Should().Be(get.Content.Headers.ContentType);
        (await head.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task Cannot_take_the_place_of_an_authorization_request()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        HttpResponseMessage head = await caller.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, host.Links.Build().Url));

        head.StatusCode.Should().Be(HttpStatusCode.BadRequest, "Zoho takes a GET only, and a HEAD must not use up a code");
    }
}
