using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Exchanges codes and refreshes access tokens.</summary>
internal sealed class TokenEndpoint(AccountDirectory directory, CodeIssuer codes, TokenStore tokens, TokenAnswers answers, TokenErrors errors, BiginEmulatorOptions options)
{
    // The order of these checks is not documented. Ours: method, grant type, client id, client secret, code or refresh token,
    // redirect URI, code verifier.
    internal async Task<Answer> AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            return TokenErrors.WrongMethod;
        }

        RequestParameters parameters = await RequestParameters.ReadAsync(context.Request).ConfigureAwait(false);
        DataCenter here = directory.DataCenterOf(context);
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

    private Answer Exchange(DataCenter here, ClientCredentials client, RequestParameters parameters)
    {
        CodeGrant? code = codes.Take(here, parameters["code"]); // before anything is checked: it works once
        if (client.FindError(here, options) is { } error)
        {
            return error;
        }

        if (code is null)
        {
            return TokenErrors.InvalidCode;
        }

        if (parameters["redirect_uri"] != code.Link.RedirectUri)
        {
            return TokenErrors.InvalidRedirectUri;
        }

        if (options.VerifyPkce && !Pkce.Fits(code.Link, parameters["code_verifier"]))
        {
            return TokenErrors.InvalidCode;
        }

        (IssuedAccessToken accessToken, IssuedRefreshToken? refreshToken) = tokens.Exchange(code);
        return answers.Issued(accessToken, refreshToken);
    }

    private Answer Refresh(DataCenter here, ClientCredentials client, string? refreshToken)
    {
        if (client.FindError(here, options) is { } error)
        {
            return error;
        }

        (IssuedAccessToken? accessToken, bool isThrottled) = tokens.Refresh(here, refreshToken);
        return accessToken is not null ? answers.Issued(accessToken)
            : isThrottled ? errors.Throttled()
            : TokenErrors.InvalidCode;
    }
}
