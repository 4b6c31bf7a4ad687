using Bigin.OAuth.Tests.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.ApiClient;

[TestOf(typeof(BiginConnections))]
public sealed class Redirects
{
    private static readonly Dictionary<string, Action<IHttpClientBuilder>> Hosts = new()
    {
        ["nothing"] = _ => { },
        ["a SocketsHttpHandler"] = client => client.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = true }),
        ["a HttpClientHandler"] = client => client.ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { AllowAutoRedirect = true }),
        ["a handler around one"] = client => client.ConfigurePrimaryHttpMessageHandler(() => new Around(new SocketsHttpHandler())),
        ["properties of all clients"] = client => client.Services.ConfigureHttpClientDefaults(
            all => all.UseSocketsHttpHandler((handler, _) => (handler.AllowAutoRedirect, handler.UseCookies) = (true, true))),
    };

    private static IEnumerable<string> WhatHostsConfigure => Hosts.Keys;

    [Test]
    public async Task Of_the_API_are_not_followed([Values(301, 302, 307, 308)] int status, [ValueSource(nameof(WhatHostsConfigure))] string configured, [Values] bool typed)
    {
        await using RawServer elsewhere = RawServer.Start(RawAnswer.Json("{}"));
        await using RawServer api = RawServer.Start(RawAnswer.Json("", status, $"Location: {elsewhere.Address}bigin/v2/org\r\n"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, build: builder =>
        {
            Hosts[configured](builder.ApiHttpClient);
            Hosts[configured](builder.Services.AddHttpClient("typed").AddBiginConnection(ApiHost.Key));
        });
        using HttpClient bigin = typed ? host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("typed") : host.Connections.CreateClient(ApiHost.Key);

        using HttpResponseMessage answer = await bigin.GetAsync("org");

        ((int)answer.StatusCode).Should().Be(status);
        answer.Headers.Location.Should().Be(new Uri(elsewhere.Address, "/bigin/v2/org"));
        elsewhere.Connections.Should().Be(0);
        api.Requests.Should().ContainSingle();
    }

    private sealed class Around(HttpMessageHandler inner) : DelegatingHandler(inner);
}
