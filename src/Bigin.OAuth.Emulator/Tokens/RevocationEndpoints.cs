using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Revokes tokens, at Bigin's documented path and at the one of Zoho's newer page.</summary>
internal sealed class RevocationEndpoints(AccountDirectory directory, TokenStore tokens, ClientRegistry registry)
{
    // Bigin, "Revoke tokens": POST with only the refresh token.
    internal async Task<EmulatorResponse> RevokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            return TokenErrors.WrongMethod;
        }

        RequestParameters parameters = await RequestParameters.ReadAsync(context.Request).ConfigureAwait(false);
        return tokens.RevokeRefreshToken(directory.GetDataCenter(context), parameters["token"])
            ? TokenResponses.Revoked
            : TokenErrors.BadToken;
    }

    // Zoho Accounts, "Revoke refresh token": 200, or 400 for an invalid token, a type that does not match, or another client's token.
    internal async Task<EmulatorResponse> RevokeAsClientAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            return TokenErrors.WrongMethod;
        }

        DataCenter here = directory.GetDataCenter(context);
        ClientCredentials client = ClientCredentials.ReadHeader(context.Request) ?? ClientCredentials.None;
        (EmulatorClient? known, EmulatorResponse? error) = client.Authenticate(registry, here);
        if (error is not null)
        {
            return TokenErrors.Create(error.Outcome!, StatusCodes.Status400BadRequest);
        }

        RequestParameters parameters = await RequestParameters.ReadAsync(context.Request).ConfigureAwait(false);
        bool isRevoked = (parameters["token_type"] ?? "refresh_token") switch
        {
            "refresh_token" => tokens.RevokeRefreshToken(here, parameters["token"], known),
            "access_token" => tokens.RevokeAccessToken(here, parameters["token"], known!),
            _ => false,
        };
        return isRevoked ? TokenResponses.Revoked : TokenErrors.Create("invalid_token", StatusCodes.Status400BadRequest);
    }
}
