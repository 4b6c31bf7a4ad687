namespace Bigin.OAuth.Tests.Tokens;

/// <summary>What the client makes of one answer of the accounts server.</summary>
internal static class Answered
{
    internal static Task<TokenResponse> SendAsync(this TokenHost host, TokenRequest request, CancellationToken cancellationToken = default) =>
        request is TokenRequest.Exchange
            ? host.Tokens.ExchangeAsync(host.Accepted(), cancellationToken)
            : host.Tokens.RefreshAsync(TokenHost.RefreshToken, host.DataCenter, cancellationToken);

    internal static async Task<TokenResponse> ByAsync(TokenRequest request, RawAnswer answer, Action<BiginOAuthBuilder>? build = null)
    {
        await using RawServer server = RawServer.Start(answer);
        await using var host = new TokenHost(server.Address, build: build);

        TokenResponse response = await host.SendAsync(request);

        server.Requests.Should().ContainSingle();
        return response;
    }

    internal static async Task<TokenError> WithErrorAsync(TokenRequest request, RawAnswer answer, Action<BiginOAuthBuilder>? build = null) =>
        (await ByAsync(request, answer, build)).Should().BeOfType<TokenError>().Subject;

    internal static async Task<BiginTokens> WithTokensAsync(TokenRequest request, RawAnswer answer) =>
        (await ByAsync(request, answer)).Should().BeOfType<BiginTokens>().Subject;

    internal static async Task<RevocationResponse> ToRevocationAsync(RawAnswer answer)
    {
        await using RawServer server = RawServer.Start(answer);
        await using var host = new TokenHost(server.Address);

        RevocationResponse response = await host.Tokens.RevokeAsync(TokenHost.RefreshToken, host.DataCenter);

        server.Requests.Should().ContainSingle();
        return response;
    }
}
