namespace Bigin.OAuth;

/// <summary>Tells the developer the mend of each error.</summary>
internal static class TokenErrorHint
{
    internal static string Of(TokenErrorKind kind, TokenOperation operation, DataCenter dataCenter) => kind switch
    {
        TokenErrorKind.CodeExpired =>
            "The code was too old to be sent. Exchange it in the request that brings it, and check that this machine's clock is right.",
        TokenErrorKind.CodeAlreadyUsed =>
            "This code was sent before, and Bigin takes a code once. Exchange it in one place only; a callback that is reloaded or handled twice brings the same code again.",
        TokenErrorKind.MissingClientSecret =>
            $"No client secret is configured for data center {dataCenter}. Set {nameof(BiginOAuthOptions.ClientSecret)}, or {nameof(BiginOAuthOptions.ClientSecrets)}:{dataCenter} where the data center has one of its own.",
        TokenErrorKind.InvalidCode =>
            $"Data center {dataCenter} does not know the code: it is older than a minute, was used before, or belongs to another client. Start again with a new link.",
        TokenErrorKind.InvalidRefreshToken =>
            $"Data center {dataCenter} does not know the refresh token: the user or an administrator removed the application, a newer consent evicted it (Zoho keeps 20 a user and client), or it is another data center's. Ask the user to connect again.",
        TokenErrorKind.InvalidClient =>
            $"The client id is wrong, or the client is not enabled for data center {dataCenter}: API console, Settings, Multi-DC.",
        TokenErrorKind.InvalidClientSecret =>
            $"The secret is not the one of data center {dataCenter}: API console, Settings, Multi-DC. Set it as {nameof(BiginOAuthOptions.ClientSecrets)}:{dataCenter}.",
        TokenErrorKind.InvalidRedirectUri =>
            $"{nameof(BiginOAuthOptions.RedirectUri)} has to be registered in the API console to the letter, and the same in link and exchange: parse the redirect with the {nameof(PendingAuthorization)} of its link.",
        TokenErrorKind.AccessDenied =>
            "Zoho refuses for now, most often because of too many codes or tokens in ten minutes, or for good because the client may not have them. Wait ten minutes, then look into the API console.",
        TokenErrorKind.RateLimited =>
            "Too many tokens were asked for: Zoho gives ten access tokens per refresh token in ten minutes. Wait ten minutes, and use each access token until it expires, from one shared place.",
        TokenErrorKind.ServerError =>
            $"The accounts server of data center {dataCenter} failed. Try again later.",
        TokenErrorKind.UnreadableResponse when operation is TokenOperation.Revoke =>
            "The answer is no confirmation. Bigin answers a token that it does not know with a page and status 400: such a token is of no use already. Otherwise look for a proxy on the way, or for maintenance.",
        TokenErrorKind.UnreadableResponse =>
            $"What came from {dataCenter.AccountsServer.Host} is no answer of a token endpoint. Look for a proxy on the way, or for maintenance at Zoho.",
        TokenErrorKind.Unreachable =>
            $"{dataCenter.AccountsServer.Host} could not be reached, or the connection broke. Check DNS, firewall, proxy and certificates. A resilience handler that refuses to send, such as an open circuit, looks the same: the log names the types of what was thrown.",
        TokenErrorKind.Timeout =>
            $"{dataCenter.AccountsServer.Host} did not answer in time. Try again later, or give {nameof(BiginOAuthBuilder.TokenHttpClient)} a longer time-out.",
        TokenErrorKind.HandlerFailed =>
            $"A handler that the host added to the client of the accounts servers has thrown; {nameof(TokenError.Exception)} holds what. Look at {nameof(BiginOAuthBuilder.TokenHttpClient)} and ConfigureHttpClientDefaults. A refresh runs outside of web requests, so a handler has no HttpContext there.",
        TokenErrorKind.ClientMismatch =>
            $"The code was made for another client id than the one that is configured for data center {dataCenter}. Make a code with that client in the API console, or set {nameof(BiginOAuthOptions.ClientId)} to the client that the code was made with.",
        _ => "The server named an error that Zoho does not document for this request. Look it up by its name in Error.",
    };
}
