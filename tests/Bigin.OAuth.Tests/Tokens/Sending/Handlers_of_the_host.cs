using Microsoft.Extensions.DependencyInjection;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace Bigin.OAuth.Tests.Tokens.Sending;

[TestOf(typeof(BiginTokenClient))]
public sealed class Handlers_of_the_host
{
    private static readonly TestCaseData[] Exceptions =
    [
        Thrown(new BrokenCircuitException(), TokenErrorKind.Unreachable, "an open circuit"),
        Thrown(new BrokenCircuitException("open", new TimeoutRejectedException()), TokenErrorKind.Unreachable, "a circuit that a time-out opened"),
        Thrown(new IsolatedCircuitException(), TokenErrorKind.Unreachable, "a circuit that is held open"),
        Thrown(new RateLimiterRejectedException(), TokenErrorKind.Unreachable, "a rate limiter"),
        Thrown(new TimeoutRejectedException(), TokenErrorKind.Timeout, "a time-out of Polly's"),
        Thrown(new HttpRequestException("wrapped", new TimeoutRejectedException()), TokenErrorKind.Timeout, "a time-out of Polly's that was wrapped"),
        Thrown(new TimeoutException(), TokenErrorKind.Timeout, "a time-out"),
        Thrown(new OperationCanceledException(), TokenErrorKind.Timeout, "a cancellation that is not the caller's"),
        Thrown(new HttpRequestException(), TokenErrorKind.Unreachable, "a failed request"),
        Thrown(new IOException(), TokenErrorKind.Unreachable, "a broken stream"),
        Thrown(new InvalidOperationException(), TokenErrorKind.HandlerFailed, "a mistake"),
        Thrown(new InvalidOperationException("failed", new HttpRequestException()), TokenErrorKind.HandlerFailed, "a mistake about a request of its own"),
        Thrown(new FileNotFoundException(), TokenErrorKind.HandlerFailed, "a file that is missing"),
        Thrown(new ObjectDisposedException("context"), TokenErrorKind.HandlerFailed, "a service of a request that is over"),
    ];

    private static readonly TestCaseData[] ExceptionsWithTheForm =
    [
        WithTheForm(form => new InvalidOperationException(form), "its message"),
        WithTheForm(form => new InvalidOperationException("failed", new FormatException(form)), "the message of an inner one"),
        WithTheForm(form => new InvalidOperationException("failed") { Data = { ["form"] = form } }, "its data"),
        WithTheForm(form => new InvalidOperationException("failed", new FormatException("failed") { Data = { [form] = null } }), "the data of an inner one"),
    ];

    [TestCaseSource(nameof(Exceptions))]
    public async Task Throw_nothing_at_the_caller(Exception exception, TokenErrorKind kind)
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using TokenHost host = HostWith(server, (_, _) => Task.FromException<HttpResponseMessage>(exception));

        TokenError exchange = (await host.Tokens.ExchangeAsync(host.Accepted())).Should().BeOfType<TokenError>().Subject;
        TokenError refresh = (await host.Tokens.RefreshAsync(TokenHost.RefreshToken, host.DataCenter)).Should().BeOfType<TokenError>().Subject;
        TokenError revocation = (await host.Tokens.RevokeAsync(TokenHost.RefreshToken, host.DataCenter)).Should().BeOfType<RevocationFailed>().Which.Error;

        foreach (TokenError error in new[] { exchange, refresh, revocation })
        {
            error.Kind.Should().Be(kind);
            error.StatusCode.Should().BeNull();
            error.IsTransient.Should().Be(kind is not TokenErrorKind.HandlerFailed);
            error.Exception.Should().BeSameAs(exception);
        }

        server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Leave_the_code_good_where_they_let_nothing_through()
    {
        int calls = 0;
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using TokenHost host = HostWith(server, (request, send) => ++calls == 1 ? throw new BrokenCircuitException() : send(request));

        await host.Tokens.ExchangeAsync(host.Accepted());

        (await host.Tokens.ExchangeAsync(host.Accepted())).Should().BeOfType<BiginTokens>();
    }

    [Test]
    public async Task Lose_no_tokens_by_failing_afterwards()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using TokenHost host = HostWith(server, async (request, send) =>
        {
            (await send(request)).Dispose();
            throw new TimeoutRejectedException();
        });

        (await host.Tokens.ExchangeAsync(host.Accepted())).Should().BeOfType<BiginTokens>();
    }

    [Test]
    public Task Send_a_request_once_where_they_send_twice() => ShouldSendOnceAsync(async (request, send) =>
    {
        await send(request);
        return await send(request);
    });

    [Test]
    public Task Send_a_request_once_where_they_send_twice_at_the_same_time() => ShouldSendOnceAsync(async (request, send) =>
    {
        Task<HttpResponseMessage> first = send(request);
        Task<HttpResponseMessage> second = send(Copy(request, request.Content));
        return await await Task.WhenAny(first, second);
    });

    [Test]
    public Task Send_a_request_once_where_they_send_a_copy_too() => ShouldSendOnceAsync(async (request, send) =>
    {
        await send(request);
        return await send(Copy(request, request.Content));
    });

    [Test]
    public Task Send_a_request_once_where_they_send_copies_of_the_bytes_without_the_options() => ShouldSendOnceAsync(async (request, send) =>
    {
        byte[] form = await request.Content!.ReadAsByteArrayAsync();
        await send(Copy(request, Form(form)));
        return await Task.Run(() => send(Copy(request, Form(form))));
    });

    [TestCaseSource(nameof(ExceptionsWithTheForm))]
    public async Task Cannot_hand_out_the_form_in_an_exception(Func<string, Exception> create)
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using TokenHost host = HostWith(server, async (request, _) => throw create(await request.Content!.ReadAsStringAsync()));

        var error = (TokenError)await host.Tokens.RefreshAsync(TokenHost.RefreshToken, host.DataCenter);

        error.Kind.Should().Be(TokenErrorKind.HandlerFailed);
        error.Exception.Should().BeNull();
    }

    [Test]
    public async Task Send_no_Authorization_and_no_Host_of_theirs()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using TokenHost host = HostWith(server, (request, send) =>
        {
            (request.Headers.Authorization, request.Headers.Host) = (new("Bearer", "of-the-host"), "elsewhere.example.com");
            return send(request);
        });

        await host.Tokens.RefreshAsync(TokenHost.RefreshToken, host.DataCenter);

        server.Requests.Should().ContainSingle().Which.Head.Should().NotContain("of-the-host").And.NotContain("elsewhere.example.com");
    }

    [Test]
    public async Task Can_read_the_form_after_it_went_out()
    {
        string? read = null;
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using TokenHost host = HostWith(server, async (request, send) =>
        {
            HttpResponseMessage response = await send(request);
            read = await request.Content!.ReadAsStringAsync();
            return response;
        });

        await host.Tokens.ExchangeAsync(host.Accepted());

        read.Should().Be(server.Requests.Single().Body);
    }

    [Test]
    public async Task Cannot_hide_that_the_caller_has_cancelled([Values] bool isOfTheNetwork)
    {
        using var cancellation = new CancellationTokenSource();
        await using RawServer server = RawServer.Start(RawAnswer.Silence.After(cancellation.CancelAsync));
        await using TokenHost host = HostWith(server, async (request, send) =>
        {
            try
            {
                return await send(request);
            }
            catch (OperationCanceledException exception)
            {
                throw isOfTheNetwork ? new HttpRequestException("It failed.", exception) : new InvalidOperationException("It failed.", exception);
            }
        });

        Func<Task> exchange = () => host.Tokens.ExchangeAsync(host.Accepted(), cancellation.Token);

        (await exchange.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancellation.Token);
    }

    [Test]
    public async Task Send_no_code_that_was_given_back()
    {
        Task<HttpResponseMessage>? left = null;
        var isGivenBack = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using TokenHost host = HostWith(server, (request, send) =>
        {
            HttpRequestMessage copy = Copy(request, Form(request.Content!.ReadAsByteArrayAsync().GetAwaiter().GetResult()));
            left = Task.Run(async () =>
            {
                await isGivenBack.Task.WaitAsync(Hang.Limit);
                return await send(copy);
            });
            throw new TimeoutRejectedException();
        });
        await host.Tokens.ExchangeAsync(host.Accepted());
        isGivenBack.SetResult();

        await FluentActions.Awaiting(() => left!).Should().ThrowAsync<Exception>();
        server.Requests.Should().BeEmpty();
    }

    private static async Task ShouldSendOnceAsync(Func<HttpRequestMessage, Func<HttpRequestMessage, Task<HttpResponseMessage>>, Task<HttpResponseMessage>> handle)
    {
        await using RawServer server = RawServer.Start(RawAnswer.Json("""{"access_token":"1000.a.a","status":"success"}"""));
        await using TokenHost host = HostWith(server, handle);

        TokenResponse exchange = await host.Tokens.ExchangeAsync(host.Accepted());
        TokenResponse refresh = await host.Tokens.RefreshAsync(TokenHost.RefreshToken, host.DataCenter);
        RevocationResponse revocation = await host.Tokens.RevokeAsync(TokenHost.RefreshToken, host.DataCenter);

        exchange.Should().BeOfType<BiginTokens>("the first response counts, also where the handler lost it over the second");
        refresh.Should().BeOfType<BiginTokens>();
        revocation.Should().BeOfType<Revoked>();
        server.Requests.Should().HaveCount(3);
    }

    private static TokenHost HostWith(RawServer server, Func<HttpRequestMessage, Func<HttpRequestMessage, Task<HttpResponseMessage>>, Task<HttpResponseMessage>> handle) =>
        new(server.Address, build: builder => builder.TokenHttpClient.AddHttpMessageHandler(() => new DelegateHandler(handle)));

    private static HttpRequestMessage Copy(HttpRequestMessage request, HttpContent? content) => new(request.Method, request.RequestUri) { Content = content };

    private static ByteArrayContent Form(byte[] bytes) => new(bytes) { Headers = { ContentType = new("application/x-www-form-urlencoded") } };

    private static TestCaseData WithTheForm(Func<string, Exception> create, string name) => new TestCaseData(create).SetArgDisplayNames(name);

    private static TestCaseData Thrown(Exception exception, TokenErrorKind kind, string name) => new TestCaseData(exception, kind).SetArgDisplayNames(name);
}
