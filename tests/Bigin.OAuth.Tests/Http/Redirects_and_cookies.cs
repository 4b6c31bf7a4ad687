using System.Net;
using Bigin.OAuth.Tests.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Http;

[TestOf(typeof(BiginTokenClient))]
public sealed class Redirects_and_cookies
{
    private static readonly Dictionary<string, Action<BiginOAuthBuilder>> Hosts = new()
    {
        ["nothing"] = _ => { },
        ["a SocketsHttpHandler"] = builder => builder.TokenHttpClient.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler()),
        ["a HttpClientHandler"] = builder => builder.TokenHttpClient.ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler()),
        ["a HttpClientHandler that keeps cookies alone"] = builder => builder.TokenHttpClient.ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { AllowAutoRedirect = false }),
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
    public async Task Are_neither_followed_nor_kept_by_the_handlers_that_the_factory_makes_next()
    {
        var handlers = new ReplacedHandlers();
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address, build: builder => handlers.UseIn(builder.TokenHttpClient));

        await handlers.CallUntilReplacedAsync(async () => (await host.SendAsync(TokenRequest.Refresh)).Should().BeOfType<BiginTokens>());

        handlers.Made.Should().OnlyContain(handler => !handler.AllowAutoRedirect && !handler.UseCookies);
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

    [Test]
    public async Task Are_warned_of_once_a_client_where_a_handler_of_another_kind_cannot_be_told()
    {
        using var recording = new Recording();
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(
            server.Address,
            build: builder =>
            {
                foreach (IHttpClientBuilder client in new[] { builder.TokenHttpClient, builder.ApiHttpClient, builder.Services.AddHttpClient("typed") })
                {
                    client.ConfigurePrimaryHttpMessageHandler(() => new Around(new OfAnotherKind(new SocketsHttpHandler())));
                }

                builder.Services.AddHttpClient("typed").AddBiginConnection("a").AddBiginConnection("b");
            },
            before: recording.Record);

        (await host.SendAsync(TokenRequest.Exchange)).Should().BeOfType<BiginTokens>("a warning stops nothing");
        foreach (string name in new[] { "Bigin.OAuth.Tokens", "Bigin.OAuth.Api", "typed" })
        {
            HttpMessageHandlerBuilder again = host.Services.GetRequiredService<HttpMessageHandlerBuilder>();
            again.Name = name;
            foreach (Action<HttpMessageHandlerBuilder> configure in host.Services.GetRequiredService<IOptionsMonitor<HttpClientFactoryOptions>>().Get(name).HttpMessageHandlerBuilderActions)
            {
                configure(again);
            }

            host.Services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(name);
        }

        LoggedEvent[] warnings = [.. recording.Logs.Where(log => log.Id.Name == "UnknownPrimaryHandler")];
        warnings.Select(log => log.Level).Should().AllBeEquivalentTo(LogLevel.Warning);
        warnings.Select(log => log.Category).Should().Equal("Bigin.OAuth.BiginTokenClient", "Bigin.OAuth.BiginConnections", "Bigin.OAuth.BiginConnections");
        warnings.Zip(["Bigin.OAuth.Tokens", "Bigin.OAuth.Api", "typed"], (log, name) => log.Message.Contains($"client {name} ", StringComparison.Ordinal)).Should().AllBeEquivalentTo(true);
        warnings.Should().OnlyContain(log => log.Message.Contains(typeof(OfAnotherKind).FullName!, StringComparison.Ordinal) && log.Message.Contains("SocketsHttpHandler", StringComparison.Ordinal));
    }

    [Test]
    public async Task Are_not_warned_of_where_the_handler_can_be_told([ValueSource(nameof(WhatHostsConfigure))] string configured)
    {
        using var recording = new Recording();
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address, build: Hosts[configured], before: recording.Record);

        await host.SendAsync(TokenRequest.Exchange);
        host.Services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("Bigin.OAuth.Api");

        recording.Logs.Should().NotContain(log => log.Id.Name == "UnknownPrimaryHandler");
    }

    private static async Task<SocketsHttpHandler> AtWorkAsync(RawServer server, bool follows)
    {
        var shared = new SocketsHttpHandler { AllowAutoRedirect = follows, UseCookies = false };
        using var neighbour = new HttpClient(shared, disposeHandler: false);
        await neighbour.GetAsync(server.Address);
        return shared;
    }

    private sealed class Around(HttpMessageHandler inner) : DelegatingHandler(inner);

    private sealed class OfAnotherKind(HttpMessageHandler inner) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _inner = new(inner);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _inner.SendAsync(request, cancellationToken);
    }
}
