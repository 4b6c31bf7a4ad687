using System.Net;

namespace Bigin.OAuth.Tests.Tokens.Sending;

[TestOf(typeof(BiginTokenClient))]
public sealed class The_size_of_a_response
{
    private const int Limit = 64 * 1024;

    // What the sockets between hold and SocketsHttpHandler drains comes on top of the limit, but not more than this.
    private const long Bounded = 10 * 1024 * 1024;

    private static readonly string Kilobyte = new(' ', 1024);

    [Test]
    public async Task May_be_64_KiB([Values] TokenRequest request) =>
        await Answered.WithTokensAsync(request, RawAnswer.Json(RawAnswer.TokensBody.PadRight(Limit)));

    [TestCase(200, TokenErrorKind.UnreadableResponse)]
    [TestCase(400, TokenErrorKind.UnreadableResponse)]
    [TestCase(429, TokenErrorKind.RateLimited)]
    [TestCase(503, TokenErrorKind.ServerError)]
    public async Task May_not_be_a_byte_more(int status, TokenErrorKind kind)
    {
        foreach (TokenRequest request in Enum.GetValues<TokenRequest>())
        {
            TokenError error = await Answered.WithErrorAsync(request, RawAnswer.Json(RawAnswer.TokensBody.PadRight(Limit + 1), status));

            error.Kind.Should().Be(kind);
            error.StatusCode.Should().Be((HttpStatusCode)status);
        }
    }

    [Test]
    public async Task May_not_be_a_byte_more_for_a_revocation()
    {
        RevocationResponse response = await Answered.ToRevocationAsync(RawAnswer.Json("""{"status":"success"}""".PadRight(Limit + 1)));

        response.Should().BeOfType<RevocationFailed>().Which.Error.Kind.Should().Be(TokenErrorKind.UnreadableResponse);
    }

    [Test]
    public Task Is_not_waited_for_when_10_MB_are_promised([Values] TokenRequest request) =>
        StopsReadingAsync(request, RawAnswer.Endless($"Content-Length: {Bounded}\r\n", Kilobyte));

    [Test]
    public Task Is_not_waited_for_when_chunks_have_no_end([Values] TokenRequest request) =>
        StopsReadingAsync(request, RawAnswer.Endless("Transfer-Encoding: chunked\r\n", $"400\r\n{Kilobyte}\r\n"));

    [Test]
    public Task Is_not_waited_for_when_only_the_connection_would_end_it([Values] TokenRequest request) =>
        StopsReadingAsync(request, RawAnswer.Endless("Connection: close\r\n", Kilobyte));

    private static async Task StopsReadingAsync(TokenRequest request, RawAnswer answer)
    {
        await using RawServer server = RawServer.Start(answer);
        await using var host = new TokenHost(server.Address);

        TokenResponse response = await host.SendAsync(request);

        TokenError error = response.Should().BeOfType<TokenError>().Subject;
        error.Kind.Should().Be(TokenErrorKind.UnreadableResponse);
        error.StatusCode.Should().Be(HttpStatusCode.OK);
        await server.ClientLeft.WaitAsync(Hang.Limit);
        server.BytesRepeated.Should().BeLessThan(Bounded);
    }
}
