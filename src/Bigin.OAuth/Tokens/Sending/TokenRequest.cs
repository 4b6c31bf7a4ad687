namespace Bigin.OAuth;

/// <summary>One exchange, refresh or revocation: what is asked, of which data center, as which client, and with which form.</summary>
internal sealed class TokenRequest
{
    private const string TokenPath = "/oauth/v2/token";

    // Deviation: Zoho Accounts has a newer path with client credentials; this is the one that Bigin documents.
    private const string RevocationPath = "/oauth/v2/token/revoke";

    private readonly ClientCredentials _client;

    private TokenRequest(TokenOperation operation, DataCenter dataCenter, ClientCredentials client, KeyValuePair<string, string>[] form)
    {
        (Operation, DataCenter, _client, Form) = (operation, dataCenter, client, form);
        Secrets = new RequestSecrets(form);
    }

    internal TokenOperation Operation { get; }

    internal DataCenter DataCenter { get; }

    internal KeyValuePair<string, string>[] Form { get; }

    /// <summary>Gets the secrets in the form.</summary>
    internal RequestSecrets Secrets { get; }

    /// <summary>Gets what is known of the sending of this request.</summary>
    internal SendOnceState State { get; } = new();

    internal Uri Endpoint => new(DataCenter.AccountsServer, Operation is TokenOperation.Revoke ? RevocationPath : TokenPath);

    internal string Host => DataCenter.AccountsServer.Host;

    /// <summary>Gets a value indicating whether it exchanges a code that was made in the API console.</summary>
    internal bool IsOfSelfClient { get; private init; }

    /// <summary>Gets a value indicating whether the form needs a client secret and none is configured.</summary>
    internal bool LacksSecret => Operation is not TokenOperation.Revoke && _client.ClientSecret is null;

    // Zoho Accounts, "Access token". The redirect URI and the verifier are those of the link (RFC 6749 section 4.1.3, RFC 7636 section
    // 4.5).
    internal static TokenRequest Exchange(DataCenter dataCenter, ClientCredentials client, AuthorizationResult authorization) => new(
        TokenOperation.Exchange,
        dataCenter,
        client,
        [
            new("grant_type", "authorization_code"),
            .. Authentication(client),
            new("redirect_uri", authorization.RedirectUri.OriginalString),
            new("code", authorization.Code.Reveal()),
            .. Optional("code_verifier", authorization.CodeVerifier),
        ]);

    // Bigin, "Self client: get an access token": no redirect URI, because there was no redirect.
    // https://www.bigin.com/developer/docs/apis/v2/self-client-get-access-token.html
    internal static TokenRequest Exchange(DataCenter dataCenter, ClientCredentials client, SelfClientCode code) => new(
        TokenOperation.Exchange,
        dataCenter,
        client,
        [new("grant_type", "authorization_code"), .. Authentication(client), new("code", code.Code.Reveal())])
    {
        IsOfSelfClient = true,
    };

    // Zoho Accounts, "Refresh access tokens": these four, and no redirect URI.
    internal static TokenRequest Refresh(DataCenter dataCenter, ClientCredentials client, RefreshToken refreshToken) => new(
        TokenOperation.Refresh,
        dataCenter,
        client,
        [new("grant_type", "refresh_token"), .. Authentication(client), new("refresh_token", refreshToken.Reveal())]);

    // Bigin, "Revoke tokens": the token only, without client credentials.
    internal static TokenRequest Revoke(DataCenter dataCenter, ClientCredentials client, RefreshToken refreshToken) => new(
        TokenOperation.Revoke, dataCenter, client, [new("token", refreshToken.Reveal())]);

    private static KeyValuePair<string, string>[] Authentication(ClientCredentials client) =>
        [new("client_id", client.ClientId), .. Optional("client_secret", client.ClientSecret)];

    private static KeyValuePair<string, string>[] Optional(string name, string? value) => value is null ? [] : [new(name, value)];
}
