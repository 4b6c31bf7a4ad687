using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Tokens.Sending;

[TestOf(typeof(BiginTokenClient))]
public sealed class Servers_that_do_not_answer
{
    private static readonly Dictionary<string, RawAnswer> Broken = new()
    {
        ["closes"] = RawAnswer.Cut,
        ["resets"] = RawAnswer.Reset,
        ["closes in the headers"] = RawAnswer.Exactly("HTTP/1.1 200 OK\r\nContent-Ty"),
        ["speaks another protocol"] = RawAnswer.Exactly("220 mail.example.com ESMTP\r\n"),
        ["sends a header too long"] = RawAnswer.Exactly("HTTP/1.1 200 OK\r\nX-Header: " + new string('a', 200_000)),
        ["sends too many headers"] = RawAnswer.Exactly("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat("X-Header: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", 10_000))),
    };

    private static readonly Dictionary<string, RawAnswer> BrokenInTheBody = new()
    {
        ["closes"] = RawAnswer.Tokens.CutAfter(40),
        ["closes before the body"] = RawAnswer.Tokens.CutAfter(0),
        ["closes before the last byte"] = RawAnswer.Tokens.CutAfter(RawAnswer.TokensBody.Length - 1),
        ["resets"] = RawAnswer.Tokens.CutAfter(40, withReset: true),
        ["closes between chunks"] = RawAnswer.Exactly("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"),
        ["sends a chunk of no length"] = RawAnswer.Exactly("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n{\r\n"),
    };

    private static readonly Dictionary<string, RawAnswer> Stopped = new()
    {
        ["says nothing"] = RawAnswer.Silence,
        ["stops in the headers"] = RawAnswer.HalfAHead,
        ["stops before the body"] = RawAnswer.Tokens.StopAfter(0),
        ["stops in the body"] = RawAnswer.Tokens.StopAfter(40),
        ["stops before the last byte"] = RawAnswer.Tokens.StopAfter(RawAnswer.TokensBody.Length - 1),
    };

    private static IEnumerable<string> WaysToBreak => Broken.Keys;

    private static IEnumerable<string> WaysToBreakInTheBody => BrokenInTheBody.Keys;

    private static IEnumerable<string> WaysToStop => Stopped.Keys;

    [Test]
    public async Task Are_unreachable_when_they_break_the_connection([Values] TokenRequest request, [ValueSource(nameof(WaysToBreak))] string how)
    {
        TokenError error = await Answered.WithErrorAsync(request, Broken[how]);

        ShouldBeTransient(error, TokenErrorKind.Unreachable);
        error.StatusCode.Should().BeNull();
    }

    [Test]
    public async Task Are_unreachable_with_a_status_when_they_break_it_in_the_body([Values] TokenRequest request, [ValueSource(nameof(WaysToBreakInTheBody))] string how)
    {
        TokenError error = await Answered.WithErrorAsync(request, BrokenInTheBody[how]);

        ShouldBeTransient(error, TokenErrorKind.Unreachable);
        error.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Test]
    public async Task Are_too_slow_when_they_stop([Values] TokenRequest request, [ValueSource(nameof(WaysToStop))] string how)
    {
        await using RawServer server = RawServer.Start(Stopped[how]);
        await using var host = new TokenHost(
            server.Address, build: builder => builder.TokenHttpClient.ConfigureHttpClient(client => client.Timeout = TimeSpan.FromMilliseconds(200)));

        TokenResponse response = await host.SendAsync(request);

        TokenError error = response.Should().BeOfType<TokenError>().Subject;
        ShouldBeTransient(error, TokenErrorKind.Timeout);
        error.Exception.Should().BeAssignableTo<OperationCanceledException>();
    }

    // A handler of the host gives up, as those of Polly do, at the moment at which the client has read everything that the server sent.
    [TestCase("says nothing", null)]
    [TestCase("stops in the headers", null)]
    [TestCase("stops before the body", 200)]
    [TestCase("stops in the body", 200)]
    [TestCase("stops before the last byte", 200)]
    public async Task Have_a_status_when_they_stop_after_the_headers(string how, int? status)
    {
        foreach (TokenRequest request in Enum.GetValues<TokenRequest>())
        {
            using var patience = new CancellationTokenSource();
            await using RawServer server = RawServer.Start(Stopped[how]);
            await using var host = new TokenHost(server.Address, build: builder => builder.TokenHttpClient
                .AddHttpMessageHandler(() => new GivesUp(patience.Token))
                .CancelWhereItStops(server, Stopped[how], patience));

            TokenError error = (await host.SendAsync(request)).Should().BeOfType<TokenError>().Subject;

            ShouldBeTransient(error, TokenErrorKind.Timeout);
            ((int?)error.StatusCode).Should().Be(status);
        }
    }

    [Test]
    public async Task Are_unreachable_when_nobody_listens([Values] TokenRequest request)
    {
        using var silent = new SilentAddress();
        await using var host = new TokenHost(silent.Address);

        TokenError error = (await host.SendAsync(request)).Should().BeOfType<TokenError>().Subject;

        ShouldBeTransient(error, TokenErrorKind.Unreachable);
        error.StatusCode.Should().BeNull();
        error.Hint.Should().Contain("127.0.0.1 could not be reached");
        error.Exception.Should().BeOfType<HttpRequestException>().Which.InnerException.Should().BeOfType<SocketException>();
    }

    // RFC 1035 section 2.3.4: "labels 63 octets or less", so no resolver asks anyone for this one.
    [Test]
    public async Task Are_unreachable_when_their_name_is_unknown([Values] TokenRequest request)
    {
        await using var host = new TokenHost(new Uri($"https://{new string('a', 64)}.invalid"));

        TokenError error = (await host.SendAsync(request)).Should().BeOfType<TokenError>().Subject;

        ShouldBeTransient(error, TokenErrorKind.Unreachable);
        error.StatusCode.Should().BeNull();
    }

    private static void ShouldBeTransient(TokenError error, TokenErrorKind kind)
    {
        error.Kind.Should().Be(kind);
        error.IsTransient.Should().BeTrue();
        error.Error.Should().BeNull();
        error.ErrorDescription.Should().BeNull();
        error.RetryAfter.Should().BeNull();
        error.Hint.Should().EndWith(".");
    }

    private sealed class GivesUp(CancellationToken patience) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience);
            return await base.SendAsync(request, either.Token);
        }
    }
}
