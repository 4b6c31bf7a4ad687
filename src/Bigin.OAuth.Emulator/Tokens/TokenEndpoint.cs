using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Exchanges codes and refreshes access tokens.</summary>
internal sealed class TokenEndpoint(AccountDirectory directory, CodeIssuer codes, TokenStore tokens, TokenResponses responses,
    TokenErrors errors, ClientRegistry registry, BiginEmulatorOptions options)
{
    // The order of these checks is not documented. Ours: method, grant type, client id and data center, client secret, code or refresh
    // token, redirect URI, code verifier, throttle.
    internal async Task<EmulatorResponse> RespondAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            return TokenErrors.WrongMethod;
        }

        RequestParameters parameters = await RequestParameters.ReadAsync(context.Request).ConfigureAwait(false);
        DataCenter here = directory.GetDataCenter(context);
        var client = ClientCredentials.Read(context.Request, parameters);
        return parameters["grant_type"] switch
        {
            "authorization_code" => Exchange(here, client, parameters),
            "refresh_token" => Refresh(here, client, parameters["refresh_token"]),
            // Zoho Books, "OAuth": JSON is not read and ends in invalid_client.
            null when !context.Request.HasJsonContentType() => TokenErrors.MissingGrantType,
            _ => TokenErrors.InvalidClient,
        };
    }

    private EmulatorResponse Exchange(DataCenter here, ClientCredentials credentials, RequestParameters parameters)
    {
        // Bigin, "Self client": it is registered at the data center of its user only, so another one doesn't know its id.
        if (codes.IsSelfClientCodeOfAnother(here, parameters["code"]))
        {
            return TokenErrors.InvalidClient;
        }

        CodeGrant? code = codes.Take(here, parameters["code"]); // before any check, since it works once
        (EmulatorClient? client, EmulatorResponse? error) = credentials.Authenticate(registry, here);
        if (error is not null)
        {
            return error;
        }

        if (code is null || code.Grant.Client != client)
        {
            return TokenErrors.InvalidCode;
        }

        // Bigin, "Self client": a code of the console is exchanged without redirect URI.
        if (code.Link is { } link && (FindRedirectUriError(link, parameters) ?? FindVerifierError(link, parameters)) is { } linkError)
        {
            return linkError;
        }

        (IssuedAccessToken accessToken, IssuedRefreshToken? refreshToken) = tokens.Exchange(code);
        return responses.CreateForExchange(accessToken, refreshToken);
    }

    private static EmulatorResponse? FindRedirectUriError(AuthorizationQuery link, RequestParameters parameters) =>
        parameters["redirect_uri"] == link.RedirectUri ? null : TokenErrors.InvalidRedirectUri;

    private EmulatorResponse? FindVerifierError(AuthorizationQuery link, RequestParameters parameters)
    {
        bool isChecked = options.VerifyPkce || link.Client.Type == EmulatorClientType.Mobile;
        return !isChecked || Pkce.Matches(link, parameters["code_verifier"]) ? null : TokenErrors.InvalidCode;
    }

    private EmulatorResponse Refresh(DataCenter here, ClientCredentials credentials, string? refreshToken)
    {
        if (tokens.IsSelfClientTokenOfAnother(here, refreshToken))
        {
            return TokenErrors.InvalidClient;
        }

        (EmulatorClient? client, EmulatorResponse? error) = credentials.Authenticate(registry, here);
        if (error is not null)
        {
            return error;
        }

        (IssuedAccessToken? accessToken, bool isThrottled) = tokens.Refresh(here, refreshToken, client!);
        return accessToken is not null ? responses.CreateForRefresh(accessToken)
            : isThrottled ? errors.CreateThrottled()
            : TokenErrors.InvalidCode;
    }
}
