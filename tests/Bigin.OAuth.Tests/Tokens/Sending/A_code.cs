using System.Net.Sockets;
using System.Text;
using System.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Tokens.Sending;

[TestOf(typeof(AuthorizationCode))]
public sealed class A_code
{
    private static readonly TestCaseData[] Failures =
    [
        new TestCaseData(RawAnswer.Json("""{"error":"invalid_code"}""")).SetArgDisplayNames("refused"),
        new TestCaseData(RawAnswer.Html(503)).SetArgDisplayNames("answered with 503"),
        new TestCaseData(RawAnswer.Cut).SetArgDisplayNames("cut off"),
        new TestCaseData(RawAnswer.Reset).SetArgDisplayNames("reset"),
        new TestCaseData(RawAnswer.Tokens.CutAfter(20)).SetArgDisplayNames("cut in the middle of the answer"),
    ];

    [Test]
    public async Task Brings_tokens_once()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address);
        AuthorizationResult accepted = host.Accepted();

        (await host.Tokens.ExchangeAsync(accepted)).Should().BeOfType<BiginTokens>();
        TokenResponse second = await host.Tokens.ExchangeAsync(accepted);

        ShouldBeUsed(second);
        server.Requests.Should().ContainSingle();
    }

    [TestCaseSource(nameof(Failures))]
    public async Task Is_not_sent_again_after_it_was(object answer)
    {
        await using RawServer server = RawServer.Start((RawAnswer)answer, RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address);
        AuthorizationResult accepted = host.Accepted();

        (await host.Tokens.ExchangeAsync(accepted)).Should().BeOfType<TokenError>();
        TokenResponse second = await host.Tokens.ExchangeAsync(accepted);

        ShouldBeUsed(second);
        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Is_sent_once_however_many_exchange_it_at_the_same_time([Values] bool isParsedEachTime)
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address);
        PendingAuthorization pending = host.Links.Build().Pending;
        AuthorizationResult accepted = host.Accepted(pending);
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        Task<TokenResponse>[] exchanges = [.. Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            AuthorizationResult own = isParsedEachTime ? host.Accepted(pending) : accepted;
            await start.Task.WaitAsync(Hang.Limit);
            return await host.Tokens.ExchangeAsync(own);
        }))];
        start.SetResult();
        TokenResponse[] responses = await Task.WhenAll(exchanges);

        responses.OfType<BiginTokens>().Should().ContainSingle();
        responses.OfType<TokenError>().Should().HaveCount(49).And.OnlyContain(error => error.Kind == TokenErrorKind.CodeAlreadyUsed);
        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Is_known_by_its_value_and_not_by_the_link_that_brought_it()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address);

        await host.Tokens.ExchangeAsync(host.Accepted());
        TokenResponse sameCode = await host.Tokens.ExchangeAsync(host.Accepted());
        TokenResponse otherCode = await host.Tokens.ExchangeAsync(host.Accepted(code: TokenHost.Code + "x"));

        ShouldBeUsed(sameCode);
        otherCode.Should().BeOfType<BiginTokens>();
    }

    [Test]
    public async Task Stays_good_where_the_call_was_cancelled_before_it_began()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address);

        Func<Task> cancelled = () => host.Tokens.ExchangeAsync(host.Accepted(), new CancellationToken(canceled: true));

        await cancelled.Should().ThrowAsync<OperationCanceledException>();
        server.Requests.Should().BeEmpty();
        (await host.Tokens.ExchangeAsync(host.Accepted())).Should().BeOfType<BiginTokens>();
    }

    [Test]
    public async Task Stays_good_where_the_call_was_cancelled_while_it_connected()
    {
        using var cancellation = new CancellationTokenSource();
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using TokenHost host = HostThatConnects(server, async () =>
        {
            await cancellation.CancelAsync();
            throw new SocketException((int)SocketError.OperationAborted);
        });

        Func<Task> cancelled = () => host.Tokens.ExchangeAsync(host.Accepted(), cancellation.Token);

        (await cancelled.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancellation.Token);
        (await host.Tokens.ExchangeAsync(host.Accepted())).Should().BeOfType<BiginTokens>();
        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Stays_good_where_nobody_could_be_reached()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using TokenHost host = HostThatConnects(server, () => throw new SocketException((int)SocketError.ConnectionRefused));

        TokenResponse refused = await host.Tokens.ExchangeAsync(host.Accepted());

        refused.Should().BeOfType<TokenError>().Which.Kind.Should().Be(TokenErrorKind.Unreachable);
        (await host.Tokens.ExchangeAsync(host.Accepted())).Should().BeOfType<BiginTokens>();
        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Is_spent_where_the_call_was_cancelled_after_the_form_went_out()
    {
        using var cancellation = new CancellationTokenSource();
        await using RawServer server = RawServer.Start(RawAnswer.Silence.After(cancellation.CancelAsync), RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address);

        Func<Task> cancelled = () => host.Tokens.ExchangeAsync(host.Accepted(), cancellation.Token);

        await cancelled.Should().ThrowAsync<OperationCanceledException>();
        ShouldBeUsed(await host.Tokens.ExchangeAsync(host.Accepted()));
        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Is_remembered_until_ten_thousand_others_have_come()
    {
        var network = new RefusesEveryCode { IsReachable = false };
        await using var host = new TokenHost(new Uri("http://127.0.0.1"), build: builder => builder.TokenHttpClient.ConfigurePrimaryHttpMessageHandler(() => network));
        await host.Tokens.ExchangeAsync(host.Accepted(code: "1000.given.back"));
        network.IsReachable = true;
        await host.Tokens.ExchangeAsync(host.Accepted());
        await ExchangeOthersAsync(host, from: 1, to: 9_999);

        ShouldBeUsed(await host.Tokens.ExchangeAsync(host.Accepted()));
        await ExchangeOthersAsync(host, from: 10_000, to: 10_000);
        await host.Tokens.ExchangeAsync(host.Accepted());

        network.Codes.Should().HaveCount(10_002).And.EndWith(TokenHost.Code);
    }

    [Test]
    public async Task That_was_given_back_is_remembered_from_the_time_when_it_was_sent()
    {
        var network = new RefusesEveryCode { IsReachable = false };
        await using var host = new TokenHost(new Uri("http://127.0.0.1"), build: builder => builder.TokenHttpClient.ConfigurePrimaryHttpMessageHandler(() => network));
        await host.Tokens.ExchangeAsync(host.Accepted());
        network.IsReachable = true;
        await host.Tokens.ExchangeAsync(host.Accepted());
        await ExchangeOthersAsync(host, from: 1, to: 9_999);

        ShouldBeUsed(await host.Tokens.ExchangeAsync(host.Accepted()));

        network.Codes.Should().HaveCount(10_000).And.StartWith(TokenHost.Code);
    }

    private static async Task ExchangeOthersAsync(TokenHost host, int from, int to)
    {
        PendingAuthorization pending = host.Links.Build().Pending;
        for (int i = from; i <= to; i++)
        {
            await host.Tokens.ExchangeAsync(host.Accepted(pending, $"1000.other.{i}"));
        }
    }

    internal static void ShouldBeUsed(TokenResponse response)
    {
        TokenError error = response.Should().BeOfType<TokenError>().Subject;
        error.Kind.Should().Be(TokenErrorKind.CodeAlreadyUsed);
        error.StatusCode.Should().BeNull("nothing was sent");
        error.IsTransient.Should().BeFalse();
    }

    internal static TokenHost HostThatConnects(RawServer server, Func<Task> first, Action<BiginOAuthBuilder>? build = null)
    {
        int connections = 0;
        return new TokenHost(server.Address, build: builder =>
        {
            builder.TokenHttpClient.UseSocketsHttpHandler((handler, _) => handler.ConnectCallback = async (context, cancellationToken) =>
            {
                if (Interlocked.Increment(ref connections) == 1)
                {
                    await first();
                }

                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            });
            build?.Invoke(builder);
        });
    }

    /// <summary>The whole network, so that ten thousand requests take a moment.</summary>
    private sealed class RefusesEveryCode : HttpMessageHandler
    {
        internal bool IsReachable { get; set; } = true;

        internal List<string> Codes { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!IsReachable)
            {
                throw new HttpRequestException(HttpRequestError.ConnectionError);
            }

            string form = await request.Content!.ReadAsStringAsync(cancellationToken);
            Codes.Add(HttpUtility.ParseQueryString(form)["code"]!);
            return new HttpResponseMessage { Content = new StringContent("""{"error":"invalid_code"}""", Encoding.UTF8, "application/json") };
        }
    }
}
