namespace Bigin.OAuth;

/// <summary>The sentences that tell a developer how to fix each kind of error.</summary>
internal static class TokenErrorHints
{
    internal static string Get(TokenErrorKind kind, TokenRequest request) => kind switch
    {
        TokenErrorKind.CodeExpired =>
            "The code was too old to be sent. Exchange it in the request that brings it, and check that this machine's clock is right.",
        TokenErrorKind.CodeAlreadyUsed =>
            "This code was sent before, and Bigin accepts a code once. Exchange it in one place only; a callback that is reloaded "
            + "or handled twice brings the same code again.",
        TokenErrorKind.MissingClientSecret =>
            $"No client secret is configured for data center {request.DataCenter}. Set {nameof(BiginOAuthOptions.ClientSecret)}, or "
            + $"{nameof(BiginOAuthOptions.ClientSecrets)}:{request.DataCenter} where the data center has one of its own.",
        TokenErrorKind.InvalidCode when request.IsOfSelfClient =>
            $"Data center {request.DataCenter} does not know the code: it has expired, was used before, or was made in the console of "
            + "another data center. Generate a new one in the API console, and use it at once.",
        TokenErrorKind.InvalidCode =>
            $"Data center {request.DataCenter} does not know the code: it is older than a minute, was used before, or belongs to "
            + "another client. Start again with a new link.",
        TokenErrorKind.InvalidRefreshToken =>
            $"Data center {request.DataCenter} does not know the refresh token: the user or an administrator removed the "
            + "application, newer consents pushed it out (Zoho keeps 20 per user and client), or it belongs to another client or data "
            + "center. "
            + "Ask the user to connect again.",
        TokenErrorKind.InvalidClient =>
            $"The client id is wrong, or the client is not enabled for data center {request.DataCenter}: API console, Settings, Multi-DC.",
        TokenErrorKind.InvalidClientSecret =>
            $"The secret is not the one of data center {request.DataCenter}: API console, Settings, Multi-DC. Set it as "
            + $"{nameof(BiginOAuthOptions.ClientSecrets)}:{request.DataCenter}.",
        TokenErrorKind.InvalidRedirectUri =>
            $"{nameof(BiginOAuthOptions.RedirectUri)} has to be registered in the API console exactly as it is set, and has to be "
            + $"the same in link and exchange: parse the redirect with the {nameof(PendingAuthorization)} of its link.",
        TokenErrorKind.AccessDenied =>
            "Zoho refuses for now, most often because of too many codes or tokens in ten minutes, or for good because the client "
            + "may not have them. Wait ten minutes, then look into the API console.",
        TokenErrorKind.RateLimited =>
            "Too many tokens were asked for: Zoho gives ten access tokens per refresh token in ten minutes. Wait ten minutes, and "
            + "use each access token until it expires, from one shared place.",
        TokenErrorKind.ServerError =>
            $"The accounts server of data center {request.DataCenter} failed. Try again later.",
        TokenErrorKind.UnreadableResponse when request.Operation is TokenOperation.Revoke =>
            "The response isn't a confirmation. For a token that it does not know Bigin sends a page with status 400: such a token "
            + "has ended already. Otherwise look for a proxy on the way, or for maintenance at Zoho.",
        TokenErrorKind.UnreadableResponse =>
            $"What came from {request.Host} isn't a response of a token endpoint. Look for a proxy on the way, or for maintenance at Zoho.",
        TokenErrorKind.Unreachable =>
            $"{request.Host} could not be reached, or the connection broke. Check DNS, firewall, proxy and certificates. A "
            + "resilience handler that refuses to send, such as an open circuit, looks the same: the log names the types of what was "
            + "thrown.",
        TokenErrorKind.Timeout =>
            $"{request.Host} did not respond in time. Try again later, or give {nameof(BiginOAuthBuilder.TokenHttpClient)} a longer "
            + "time-out.",
        TokenErrorKind.HandlerFailed =>
            $"A handler that the host added to the client of the accounts servers has thrown; {nameof(TokenError.Exception)} holds "
            + $"what. Look at {nameof(BiginOAuthBuilder.TokenHttpClient)} and ConfigureHttpClientDefaults. A refresh runs outside of "
            + "web requests, so a handler has no HttpContext there.",
        TokenErrorKind.ClientMismatch =>
            $"The code was made for another client id than the one that is configured for data center {request.DataCenter}. Make a "
            + $"code with that client in the API console, or set {nameof(BiginOAuthOptions.ClientId)} to the client that the code was "
            + "made with.",
        _ => "The server named an error that Zoho does not document for this request. Search for the name in Error.",
    };
}
