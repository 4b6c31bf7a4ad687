using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Tokens.Sending;

[TestOf(typeof(AuthorizationCode))]
public sealed class A_code_that_a_handler_reads
{
    [Test]
    public async Task Stays_good_where_it_was_read_before_no_server_could_be_reached()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using TokenHost host = A_code.HostThatConnects(
            server,
            () => throw new SocketException((int)SocketError.ConnectionRefused),
            builder => builder.TokenHttpClient.AddHttpMessageHandler(() => new DelegateHandler(async (request, send) =>
            {
                await request.Content!.LoadIntoBufferAsync();
                return await send(request);
            })));

        await host.Tokens.ExchangeAsync(host.Accepted());

        (await host.Tokens.ExchangeAsync(host.Accepted())).Should().BeOfType<BiginTokens>();
        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Is_spent_where_it_was_sent_in_another_way([Values(200, 400)] int status, [Values] bool isStream)
    {
        await using RawServer server = RawServer.Start(
            status == 200 ? RawAnswer.Tokens : RawAnswer.Json("""{"error":"invalid_code"}""", status), RawAnswer.Tokens);
        using var relay = new HttpClient();
        await using TokenHost host = HostThatRelays(server, relay, isStream);

        await host.Tokens.ExchangeAsync(host.Accepted());

        A_code.ShouldBeUsed(await host.Tokens.ExchangeAsync(host.Accepted()));
        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Is_spent_where_it_was_sent_in_another_way_and_no_answer_came([Values] bool isCancelled)
    {
        using var cancellation = new CancellationTokenSource();
        await using RawServer server = RawServer.Start(isCancelled ? RawAnswer.Silence.After(cancellation.CancelAsync) : RawAnswer.Reset, RawAnswer.Tokens);
        using var relay = new HttpClient();
        await using TokenHost host = HostThatRelays(server, relay, isStream: false, cancellation.Token);

        try
        {
            await host.Tokens.ExchangeAsync(host.Accepted(), cancellation.Token);
        }
        catch (OperationCanceledException) when (isCancelled)
        {
            // as the caller wanted
        }

        A_code.ShouldBeUsed(await host.Tokens.ExchangeAsync(host.Accepted()));
        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Stays_good_where_the_answer_came_from_the_handler_itself()
    {
        bool isOpen = true;
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address, build: builder => builder.TokenHttpClient.AddHttpMessageHandler(
            () => new DelegateHandler((request, send) => isOpen ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)) : send(request))));

        await host.Tokens.ExchangeAsync(host.Accepted());
        isOpen = false;

        (await host.Tokens.ExchangeAsync(host.Accepted())).Should().BeOfType<BiginTokens>();
    }

    private static TokenHost HostThatRelays(RawServer server, HttpClient relay, bool isStream, CancellationToken cancellationToken = default) =>
        new(server.Address, build: builder => builder.TokenHttpClient.AddHttpMessageHandler(() => new DelegateHandler(async (request, _) =>
        {
            using HttpContent form = isStream
                ? new StreamContent(await request.Content!.ReadAsStreamAsync(cancellationToken))
                : new StringContent(await request.Content!.ReadAsStringAsync(cancellationToken), Encoding.UTF8);
            form.Headers.ContentType = request.Content.Headers.ContentType;
            return await relay.PostAsync(request.RequestUri, form, cancellationToken);
        })));
}
