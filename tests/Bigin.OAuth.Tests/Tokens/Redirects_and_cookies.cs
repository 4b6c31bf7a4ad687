using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Tokens;

public sealed class Redirects_and_cookies
{
    private static readonly Dictionary<string, Action<BiginOAuthBuilder>> Hosts = new()
    {
        ["nothing"] = _ => { },
        ["a SocketsHttpHandler"] = builder => builder.TokenHttpClient.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler()),
        ["a HttpClientHandler"] = builder => builder.TokenHttpClient.ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler()),
        ["a handler around one"] = builder => builder.TokenHttpClient.ConfigurePrimaryHttpMessageHandler(() => new Around(new Around(new SocketsHttpHandler()))),
        ["properties"] = builder => builder.TokenHttpClient.UseSocketsHttpHandler((handler, _) => (handler.AllowAutoRedirect, handler.UseCookies) = (true, true)),
        ["properties of all clients"] = builder => builder.Services.ConfigureHttpClientDefaults(
            all => all.UseSocketsHttpHandler((handler, _) => (handler.AllowAutoRedirect, handler.UseCookies) = (true, true))),
    };

    private static IEnumerable<string> WhatHostsConfigure => Hosts.Keys;

    // RFC 9110 section 15.4: 307 and 308 would send the form with the code and the secret again, 302 would not.
    [Test]
    public async Task Are_not_followed([Values] TokenRequest request, [Values(301, 302, 303, 307, 308)] int status, [ValueSource(nameof(WhatHostsConfigure))] string host)
    {
        await using RawServer elsewhere = RawServer.Start(RawAnswer.Tokens);

        TokenError error = await Answered.WithErrorAsync(
            request, RawAnswer.Json("", status, $"Location: {elsewhere.Address}oauth/v2/token\r\n"), Hosts[host]);

        error.Kind.Should().Be(TokenErrorKind.UnreadableResponse);
        error.StatusCode.Should().Be((HttpStatusCode)status);
        error.IsTransient.Should().BeFalse();
        elsewhere.Connections.Should().Be(0);
    }

    [Test]
    public async Task Are_not_kept([ValueSource(nameof(WhatHostsConfigure))] string configured)
    {
        RawAnswer answer = RawAnswer.Json(RawAnswer.TokensBody, 200, "Set-Cookie: iamcsr=marker; Path=/\r\nSet-Cookie: _zcsr_tmp=marker; Path=/\r\n");
        await using RawServer server = RawServer.Start(answer);
        await using var host = new TokenHost(server.Address, build: Hosts[configured]);

        await host.SendAsync(TokenRequest.Exchange);
        await host.SendAsync(TokenRequest.Refresh);
        await host.Tokens.RevokeAsync(TokenHost.RefreshToken, host.DataCenter);

        server.Requests.Should().HaveCount(3).And.OnlyContain(request => !request.Head.Contains("Cookie", StringComparison.OrdinalIgnoreCase));
    }

    [Test]
    public async Task Are_left_as_they_are_in_a_handler_that_is_at_work_and_right()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        using SocketsHttpHandler shared = await AtWorkAsync(server, follows: false);
        await using var host = new TokenHost(server.Address, build: builder => builder.TokenHttpClient.ConfigurePrimaryHttpMessageHandler(() => new Around(shared)));

        (await host.SendAsync(TokenRequest.Exchange)).Should().BeOfType<BiginTokens>();
    }

    [Test]
    public async Task Make_a_handler_that_is_at_work_and_wrong_a_mistake_of_the_programmer()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        using SocketsHttpHandler shared = await AtWorkAsync(server, follows: true);
        await using var host = new TokenHost(server.Address, build: builder => builder.TokenHttpClient.ConfigurePrimaryHttpMessageHandler(() => new Around(shared)));

        await host.Awaiting(x => x.SendAsync(TokenRequest.Exchange)).Should().ThrowAsync<InvalidOperationException>();

        server.Requests.Should().ContainSingle("the neighbour sent it");
    }

    private static async Task<SocketsHttpHandler> AtWorkAsync(RawServer server, bool follows)
    {
        var shared = new SocketsHttpHandler { AllowAutoRedirect = follows, UseCookies = false };
        using var neighbour = new HttpClient(shared, disposeHandler: false);
        await neighbour.GetAsync(server.Address);
        return shared;
    }

    private sealed class Around(HttpMessageHandler inner) : DelegatingHandler(inner);
}
