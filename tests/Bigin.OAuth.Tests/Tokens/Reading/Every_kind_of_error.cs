using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Tokens.Reading;

[TestOf(typeof(TokenError))]
public sealed class Every_kind_of_error
{
    private static readonly Dictionary<TokenErrorKind, (Func<Task<TokenError>> Occurs, string[] HintNames)> Ways = new()
    {
        [TokenErrorKind.Other] = (() => Answer("""{"error":"a_name_of_tomorrow"}"""), ["Error"]),
        [TokenErrorKind.CodeExpired] = (Late, ["clock"]),
        [TokenErrorKind.CodeAlreadyUsed] = (Twice, ["once"]),
        [TokenErrorKind.MissingClientSecret] = (WithoutSecret, ["data center us", "ClientSecret", "ClientSecrets:us"]),
        [TokenErrorKind.InvalidCode] = (() => Answer("""{"error":"invalid_code"}"""), ["Data center us", "new link"]),
        [TokenErrorKind.InvalidRefreshToken] = (
            () => Answer("""{"error":"invalid_code"}""", TokenRequest.Refresh),
            ["Data center us", "or an administrator removed the application", "20 per user and client", "or data center.", "connect again"]),
        [TokenErrorKind.InvalidClient] = (() => Answer("""{"error":"invalid_client"}"""), ["data center us", "API console, Settings, Multi-DC"]),
        [TokenErrorKind.InvalidClientSecret] = (() => Answer("""{"error":"invalid_client_secret"}"""), ["data center us", "ClientSecrets:us"]),
        [TokenErrorKind.InvalidRedirectUri] = (() => Answer("""{"error":"invalid_redirect_uri"}"""), ["RedirectUri", "API console"]),
        [TokenErrorKind.AccessDenied] = (() => Answer("""{"error":"access_denied"}"""), ["too many codes or tokens in ten minutes", "may not have them", "API console"]),
        [TokenErrorKind.RateLimited] = (() => Answer("""{"error":"Access Denied","status":"failure"}"""), ["ten minutes"]),
        [TokenErrorKind.ServerError] = (() => Answered.WithErrorAsync(TokenRequest.Exchange, RawAnswer.Html(503)), ["data center us"]),
        [TokenErrorKind.UnreadableResponse] = (() => Answer(""), ["127.0.0.1", "proxy"]),
        [TokenErrorKind.Unreachable] = (() => Answered.WithErrorAsync(TokenRequest.Exchange, RawAnswer.Cut), ["127.0.0.1", "firewall"]),
        [TokenErrorKind.HandlerFailed] = (() => Thrown(new InvalidOperationException()), ["handler", "TokenHttpClient", "Exception"]),
        [TokenErrorKind.Timeout] = (Slow, ["127.0.0.1", "TokenHttpClient"]),
    };

    // A mismatch of clients takes a code that was made in the API console.
    private static TokenErrorKind[] Kinds => [.. Enum.GetValues<TokenErrorKind>().Except([TokenErrorKind.ClientMismatch])];

    [TestCaseSource(nameof(Kinds))]
    public async Task Occurs_and_tells_the_mend(TokenErrorKind kind)
    {
        Ways.Should().ContainKey(kind, "a kind that nothing brings about is no kind");

        TokenError error = await Ways[kind].Occurs();

        error.Kind.Should().Be(kind);
        error.Hint.Should().ContainAll(Ways[kind].HintNames).And.EndWith(".");
        error.Hint.Length.Should().BeInRange(40, 400);
        error.ToString().Should().Contain(kind.ToString()).And.Contain(error.Hint);
        error.IsTransient.Should().Be(kind is TokenErrorKind.ServerError or TokenErrorKind.Unreachable or TokenErrorKind.Timeout or TokenErrorKind.RateLimited);
    }

    [Test]
    public async Task Has_a_hint_of_its_own()
    {
        TokenError[] errors = await Task.WhenAll(Ways.Values.Select(way => way.Occurs()));

        errors.Select(error => error.Hint).Should().OnlyHaveUniqueItems().And.HaveCount(Kinds.Length);
    }

    private static Task<TokenError> Answer(string body, TokenRequest request = TokenRequest.Exchange) => Answered.WithErrorAsync(request, RawAnswer.Json(body));

    private static async Task<TokenError> Thrown(Exception exception)
    {
        await using var host = new TokenHost(new Uri("http://127.0.0.1"), build: builder => builder.TokenHttpClient
            .AddHttpMessageHandler(() => new DelegateHandler((_, _) => Task.FromException<HttpResponseMessage>(exception))));
        return (TokenError)await host.SendAsync(TokenRequest.Refresh);
    }

    private static async Task<TokenError> Late()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address);
        AuthorizationResult accepted = host.Accepted();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        return (TokenError)await host.Tokens.ExchangeAsync(accepted);
    }

    private static async Task<TokenError> Twice()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address);
        await host.SendAsync(TokenRequest.Exchange);
        return (TokenError)await host.SendAsync(TokenRequest.Exchange);
    }

    private static async Task<TokenError> WithoutSecret()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Tokens);
        await using var host = new TokenHost(server.Address, options => options.ClientSecret = null);
        return (TokenError)await host.SendAsync(TokenRequest.Exchange);
    }

    private static async Task<TokenError> Slow()
    {
        await using RawServer server = RawServer.Start(RawAnswer.Silence);
        await using var host = new TokenHost(
            server.Address, build: builder => builder.TokenHttpClient.ConfigureHttpClient(client => client.Timeout = TimeSpan.FromMilliseconds(200)));
        return (TokenError)await host.SendAsync(TokenRequest.Exchange);
    }
}
