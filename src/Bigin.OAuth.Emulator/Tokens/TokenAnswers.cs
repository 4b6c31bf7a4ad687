using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Builds what the accounts server says when all went well.</summary>
internal sealed class TokenAnswers(BiginEmulatorOptions options)
{
    internal const string ApiDomain = "api_domain";

    // Bigin, "Revoke tokens".
    internal static readonly Answer Revoked =
        Answer.Json(StatusCodes.Status200OK, new JsonObject { ["status"] = "success" }) with { Outcome = "revoked" };

    internal Answer Issued(IssuedAccessToken accessToken, IssuedRefreshToken? refreshToken = null)
    {
        // Captured at the web flow: these five fields in this order; a refresh answers with the same but for refresh_token.
        var body = new JsonObject { ["access_token"] = accessToken.Value };
        if (refreshToken is not null)
        {
            body["refresh_token"] = refreshToken.Value;
        }

        body[ApiDomain] = accessToken.Grant.DataCenter.ApiServer.GetLeftPart(UriPartial.Authority);
        body["token_type"] = "Bearer";
        body["expires_in"] = (long)options.AccessTokenLifetime.TotalSeconds;
        if (options.AnswersNameScopes)
        {
            body["scope"] = string.Join(' ', accessToken.Grant.Scopes);
        }

        return Answer.Json(StatusCodes.Status200OK, body) with { Outcome = refreshToken is null ? "access token issued" : "tokens issued" };
    }
}
