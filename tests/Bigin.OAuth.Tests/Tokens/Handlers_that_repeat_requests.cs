using System.Net;

namespace Bigin.OAuth.Tests.Tokens;

[TestOf(typeof(BiginTokenClient))]
public sealed class Handlers_that_repeat_requests
{
    private static readonly TestCaseData[] Rows =
    [
        .. from kind in Enum.GetValues<Repeater.Kind>()
           from place in Repeater.Places
           from failure in Enum.GetValues<Failure>()
           where kind is Repeater.Kind.Hedging || failure is not Failure.Slow // nothing is repeated because it is slow, but hedged
           select new TestCaseData(kind, place, failure).SetArgDisplayNames(kind.ToString(), place.ToString(), failure.ToString()),
    ];

    [TestCaseSource(nameof(Rows))]
    public async Task Do_not_repeat_an_exchange(object kind, object place, object failure)
    {
        var attempts = new CountedAttempts();
        await using RawServer server = RawServer.Start(Answers((Failure)failure, attempts));
        await using TokenHost host = Repeater.Host(server.Address, (Repeater.Kind)kind, (Repeater.Place)place, attempts);
        if (failure is Failure.CutOfAReusedConnection)
        {
            await ReuseAsync(host);
        }

        TokenResponse response = await host.Tokens.ExchangeAsync(host.Accepted());

        ShouldBe(response, (Failure)failure);
        attempts.Count.Should().BeGreaterThan(failure is Failure.CutOfAReusedConnection ? 2 : 1, "the handler tried again, or this would show nothing");
        server.Requests.Where(request => request.Form["grant_type"] == "authorization_code").Should().ContainSingle();
        (await host.Tokens.ExchangeAsync(host.Accepted())).Should().BeOfType<TokenError>().Which.Kind.Should().Be(TokenErrorKind.CodeAlreadyUsed);
    }

    // The control of the test above: these very handlers do send again what may be sent again.
    [TestCaseSource(nameof(Rows))]
    public async Task Do_repeat_a_refresh(object kind, object place, object failure)
    {
        var attempts = new CountedAttempts();
        await using RawServer server = RawServer.Start([.. Answers((Failure)failure, attempts)[..^1], Once((Failure)failure, attempts), RawAnswer.Tokens]);
        await using TokenHost host = Repeater.Host(server.Address, (Repeater.Kind)kind, (Repeater.Place)place, attempts);
        if (failure is Failure.CutOfAReusedConnection)
        {
            await ReuseAsync(host);
        }

        TokenResponse response = await host.Tokens.RefreshAsync(TokenHost.RefreshToken, host.DataCenter);

        response.Should().BeOfType<BiginTokens>();
        attempts.Count.Should().BeGreaterThan(failure is Failure.CutOfAReusedConnection ? 2 : 1);
        if (failure is not Failure.Slow) // the hedge may be taken back before it is out
        {
            server.Requests.Should().HaveCountGreaterThan(failure is Failure.CutOfAReusedConnection ? 2 : 1);
        }
    }

    private static async Task ReuseAsync(TokenHost host) =>
        (await host.Tokens.RefreshAsync(TokenHost.RefreshToken, host.DataCenter)).Should().BeOfType<BiginTokens>();

    private static RawAnswer[] Answers(Failure failure, CountedAttempts attempts) =>
        failure is Failure.CutOfAReusedConnection ? [RawAnswer.Tokens, RawAnswer.Cut] : [Once(failure, attempts)];

    private static RawAnswer Once(Failure failure, CountedAttempts attempts) => failure switch
    {
        Failure.ServerError => RawAnswer.Html(503),
        Failure.Reset => RawAnswer.Reset,
        Failure.Slow => RawAnswer.Tokens.After(() => attempts.Second),
        _ => RawAnswer.Cut,
    };

    private static void ShouldBe(TokenResponse response, Failure failure)
    {
        if (failure is Failure.Slow)
        {
            response.Should().BeOfType<BiginTokens>().Which.AccessToken.Reveal().Should().Be("1000.a.a");
            return;
        }

        TokenError error = response.Should().BeOfType<TokenError>().Subject;
        error.Kind.Should().Be(failure is Failure.ServerError ? TokenErrorKind.ServerError : TokenErrorKind.Unreachable);
        error.StatusCode.Should().Be(failure is Failure.ServerError ? HttpStatusCode.ServiceUnavailable : null);
    }

    private enum Failure
    {
        ServerError,
        Cut,
        Reset,
        CutOfAReusedConnection,
        Slow,
    }
}
