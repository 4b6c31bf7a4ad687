using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Tokens.Sending;

[TestOf(typeof(BiginTokenClient))]
public sealed class Handlers_that_repeat_requests
{
    // A good response to each of the three requests.
    private static readonly RawAnswer Success = RawAnswer.Json("""{"access_token":"1000.a.a","refresh_token":"1000.r.r","status":"success"}""");

    private static readonly TestCaseData[] Rows =
    [
        .. from request in Enum.GetValues<Sent>()
           from kind in Enum.GetValues<Repeater.Kind>()
           from place in Repeater.Places
           where Repeater.Fits(kind, place)
           from failure in Enum.GetValues<Failure>()
           select new TestCaseData(request, kind, place, failure).SetArgDisplayNames(request.ToString(), kind.ToString(), place.ToString(), failure.ToString()),
    ];

    [TestCaseSource(nameof(Rows))]
    public async Task Do_not_repeat_a_token_request(object request, object kind, object place, object failure)
    {
        var attempts = new CountedAttempts();
        var timeOfTheHandlers = new FakeTimeProvider();
        bool isReused = failure is Failure.CutOfAReusedConnection;
        await using RawServer server = RawServer.Start(isReused ? [RawAnswer.Tokens, RawAnswer.Cut] : [Once((Failure)failure, attempts, timeOfTheHandlers)]);
        await using TokenHost host = Repeater.Host(server.Address, (Repeater.Kind)kind, (Repeater.Place)place, attempts, timeOfTheHandlers);
        if (isReused)
        {
            (await host.Tokens.RefreshAsync(TokenHost.RefreshToken, host.DataCenter)).Should().BeOfType<BiginTokens>();
        }

        TokenError? error = await SendAsync(host, (Sent)request);

        ShouldBe(error, (Failure)failure, (Repeater.Kind)kind);
        attempts.Count.Should().BeGreaterThan(isReused ? 2 : 1, "the handler tried again, or this would show nothing");
        server.Requests.Should().HaveCount(isReused ? 2 : 1);
        if (request is Sent.Exchange)
        {
            (await host.Tokens.ExchangeAsync(host.Accepted())).Should().BeOfType<TokenError>().Which.Kind.Should().Be(TokenErrorKind.CodeAlreadyUsed);
        }
    }

    private static async Task<TokenError?> SendAsync(TokenHost host, Sent request) => request switch
    {
        Sent.Exchange => await host.Tokens.ExchangeAsync(host.Accepted()) as TokenError,
        Sent.Refresh => await host.Tokens.RefreshAsync(TokenHost.RefreshToken, host.DataCenter) as TokenError,
        _ => (await host.Tokens.RevokeAsync(TokenHost.RefreshToken, host.DataCenter) as RevocationFailed)?.Error,
    };

    private static RawAnswer Once(Failure failure, CountedAttempts attempts, FakeTimeProvider timeOfTheHandlers) => failure switch
    {
        Failure.ServerError => RawAnswer.Html(503),
        Failure.Throttled => RawAnswer.Json("{}", 429),
        Failure.Reset => RawAnswer.Reset,
        Failure.Slow => Success.After(() => AttemptedAgainAsync(attempts, timeOfTheHandlers)),
        _ => RawAnswer.Cut,
    };

    // A hedge is timed after its first attempt was sent, and so maybe after the server has it: time goes on until there is a second one.
    private static async Task AttemptedAgainAsync(CountedAttempts attempts, FakeTimeProvider timeOfTheHandlers)
    {
        timeOfTheHandlers.Advance(Repeater.AttemptTimeout);
        while (!attempts.Second.IsCompleted)
        {
            await Task.Yield();
            timeOfTheHandlers.Advance(TimeSpan.FromMicroseconds(1));
        }
    }

    private static void ShouldBe(TokenError? error, Failure failure, Repeater.Kind repeater)
    {
        if (failure is Failure.Slow && repeater is Repeater.Kind.Hedging)
        {
            error.Should().BeNull("the first response counts, also where a hedge has been sent meanwhile");
            return;
        }

        (TokenErrorKind kind, HttpStatusCode? status) = failure switch
        {
            Failure.ServerError => (TokenErrorKind.ServerError, HttpStatusCode.ServiceUnavailable),
            Failure.Throttled => (TokenErrorKind.RateLimited, HttpStatusCode.TooManyRequests),
            Failure.Slow => (TokenErrorKind.Timeout, (HttpStatusCode?)null), // the handler has given up the one attempt
            _ => (TokenErrorKind.Unreachable, (HttpStatusCode?)null),
        };
        error!.Kind.Should().Be(kind);
        error.StatusCode.Should().Be(status);
    }

    private enum Sent
    {
        Exchange,
        Refresh,
        Revoke,
    }

    private enum Failure
    {
        ServerError,
        Throttled,
        Cut,
        Reset,
        CutOfAReusedConnection,
        Slow,
    }
}
