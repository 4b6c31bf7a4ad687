using System.Net;

namespace Bigin.OAuth.Fuzz;

/// <summary>The body of an answer of an accounts server, or of what answers in its place: to an exchange, a refresh and a revocation, with every kind of status.</summary>
internal static class TokenBodyTarget
{
    private const int LongestText = 1024;

    private static readonly HttpStatusCode[] Statuses = [HttpStatusCode.OK, HttpStatusCode.Found, HttpStatusCode.BadRequest, HttpStatusCode.TooManyRequests, HttpStatusCode.BadGateway];

    private static readonly DataCenter Asked = DataCenter.Europe;

    // What was sent and must not come out again.
    private const string Sent = "1000.5e6d";

    private static readonly ClientCredentials ThisClient = new("1000.C11E47", "5ec4e7");

    private static readonly TokenRequest Exchange = TokenRequest.Exchange(Asked, ThisClient, new AuthorizationResult(
        new AuthorizationCode(Sent, FixedClock.Now, TimeSpan.FromMinutes(1)), Asked, isStateVerified: true, new Uri("https://app.example.com/callback"), requestedScopes: null, codeVerifier: null));

    private static readonly TokenRequest Refresh = TokenRequest.Refresh(Asked, ThisClient, new RefreshToken(Sent));

    private static readonly TokenRequest Revocation = TokenRequest.Revoke(Asked, ThisClient, new RefreshToken(Sent));

    private static readonly TokenResponseReader Reader = new(new FixedClock());

    internal static void Run(ReadOnlySpan<byte> input)
    {
        byte[] body = input.ToArray();
        PlainBody plain = PlainBody.Read(body);

        // Where there is nothing to read, one status will do: the exceptions of the JSON reader are what takes the time.
        foreach (HttpStatusCode status in plain.IsObject ? Statuses : [Statuses[body.Length % Statuses.Length]])
        {
            Run(new TokenHttpResponse { StatusCode = status, Body = body, RetryAfter = null }, plain);
        }
    }

    private static void Run(TokenHttpResponse answer, PlainBody plain)
    {
        RunTokens(answer, Exchange, plain);
        if (plain.IsObject)
        {
            RunTokens(answer, Refresh, plain);
            RunRevocation(answer, plain);
        }
    }

    private static void RunTokens(TokenHttpResponse answer, TokenRequest request, PlainBody plain)
    {
        TokenResponse response = Reader.ReadTokens(answer, request, FixedClock.Now, out string? apiDomain);

        int cases = response.Match(_ => 1, _ => 1);
        Invariant.Holds(cases == 1, "there is one case");
        if (ApiDomain.IsForeign(apiDomain, Asked.ApiServer))
        {
            Invariant.Holds(ApiDomain.GetHost(apiDomain).All(character => character is > ' ' and <= '~'), "the host in the log can be printed");
        }

        if (response is BiginTokens tokens)
        {
            IsTrue(tokens, answer, plain);
        }
        else
        {
            IsTrue((TokenError)response, answer, request);
            Invariant.Holds(answer.StatusCode is not HttpStatusCode.OK || plain.HasError || !plain.HasToken, "tokens are not lost");
        }
    }

    private static void IsTrue(BiginTokens tokens, TokenHttpResponse answer, PlainBody plain)
    {
        Invariant.Holds((int)answer.StatusCode is (>= 200 and < 300) or (>= 400 and < 500), "a server that failed or sends elsewhere gives no tokens");
        Invariant.Holds(plain.IsObject && !plain.HasError, "an answer with an error is an error");
        Invariant.Holds(plain.GetTexts("access_token").Contains(tokens.AccessToken.Reveal()), "the access token is one that was sent");
        Invariant.Holds(tokens.RefreshToken is null || plain.GetTexts("refresh_token").Contains(tokens.RefreshToken.Reveal()), "the refresh token is one that was sent");
        Invariant.Holds(IsHeaderSafe(tokens.AccessToken.Reveal()) && (tokens.RefreshToken is null || IsHeaderSafe(tokens.RefreshToken.Reveal())), "a token is VSCHAR, at least one");
        Invariant.Holds(tokens.ExpiresAt > FixedClock.Now && tokens.ExpiresAt <= FixedClock.Now.AddDays(1), "a token lives longer than nothing and at most a day");
        Invariant.Holds(ReferenceEquals(tokens.DataCenter, Asked) && ReferenceEquals(tokens.ApiServer, Asked.ApiServer), "API calls go where the map says, not where the answer says");
        Invariant.Holds(tokens.GrantedScopes is null || (tokens.GrantedScopes.Count > 0 && tokens.GrantedScopes.All(scope => scope.Length > 0)), "scopes are not empty");
        Invariant.Holds(tokens.ToString() == Redacted(tokens), "a description holds no token");
    }

    private static void RunRevocation(TokenHttpResponse answer, PlainBody plain)
    {
        if (Reader.ReadRevocation(answer, Revocation) is { } error)
        {
            IsTrue(error, answer, Revocation);
        }
        else
        {
            Invariant.Holds((int)answer.StatusCode is (>= 200 and < 300) or (>= 400 and < 500), "a server that failed or sends elsewhere revokes nothing");
            Invariant.Holds(plain.IsObject && !plain.HasError && plain.GetTexts("status").Contains("success"), "revoked is what says success and no error");
        }
    }

    private static void IsTrue(TokenError error, TokenHttpResponse answer, TokenRequest request)
    {
        TokenOperation operation = request.Operation;
        Invariant.Holds(error.StatusCode == answer.StatusCode, "the status is the answer's");
        Invariant.Holds(error.Error is null or { Length: <= LongestText } && error.ErrorDescription is null or { Length: <= LongestText }, "texts are bounded");
        Invariant.Holds($"{error.Error} {error.ErrorDescription}".Contains(Sent, StringComparison.OrdinalIgnoreCase) is false, "a text repeats no secret");
        Invariant.Holds(Enum.IsDefined(error.Kind) && error.Hint == TokenErrorHints.Get(error.Kind, request), "a hint holds nothing of the answer");
        Invariant.Holds(
            error.Kind is not (TokenErrorKind.Unreachable or TokenErrorKind.Timeout or TokenErrorKind.CodeExpired or TokenErrorKind.CodeAlreadyUsed or TokenErrorKind.MissingClientSecret
                or TokenErrorKind.HandlerFailed or TokenErrorKind.ClientMismatch),
            "what answered was reached");
        Invariant.Holds(error.Kind is not TokenErrorKind.InvalidRefreshToken || operation is not TokenOperation.Exchange, "an exchange knows no refresh token");
        Invariant.Holds(error.Kind is not TokenErrorKind.InvalidCode || operation is TokenOperation.Exchange, "only an exchange knows a code");
        Invariant.Holds(
            error.Kind is not TokenErrorKind.InvalidRefreshToken || error.Error is "invalid_code" || (error.Error is "invalid_token" && operation is TokenOperation.Revoke),
            "a refresh token is dead only when Bigin says exactly that");
    }

    private static bool IsHeaderSafe(string token) => token.Length > 0 && token.All(character => character is >= ' ' and <= '~');

    private static string Redacted(BiginTokens tokens) =>
        new BiginTokens(new AccessToken("0"), tokens.RefreshToken is null ? null : new RefreshToken("0"), tokens.DataCenter, tokens.ExpiresAt, grantedScopes: null).ToString();
}
