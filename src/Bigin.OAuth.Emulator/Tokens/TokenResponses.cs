using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Creates the accounts server's responses of success.</summary>
internal sealed class TokenResponses(BiginEmulatorOptions options)
{
    internal const string ApiDomain = "api_domain";

    // Bigin, "Revoke tokens".
    internal static readonly EmulatorResponse Revoked =
        EmulatorResponse.Json(StatusCodes.Status200OK, new JsonObject { ["status"] = "success" }) with { Outcome = "revoked" };

    internal EmulatorResponse CreateForExchange(IssuedAccessToken accessToken, IssuedRefreshToken? refreshToken) =>
        Create(ScopeInTokenResponses.Exchange, accessToken, refreshToken);

    internal EmulatorResponse CreateForRefresh(IssuedAccessToken accessToken) => Create(ScopeInTokenResponses.Refresh, accessToken, null);

    private EmulatorResponse Create(ScopeInTokenResponses kind, IssuedAccessToken accessToken, IssuedRefreshToken? refreshToken)
    {
        // Captured in newer exchanges: these six fields in this order. A refresh has the same without refresh_token; whether it has scope
        // is not known.
        var body = new JsonObject { ["access_token"] = accessToken.Value };
        if (refreshToken is not null)
        {
            body["refresh_token"] = refreshToken.Value;
        }

        if (options.ScopeInTokenResponses.HasFlag(kind))
        {
            body["scope"] = string.Join(' ', accessToken.Grant.Scopes);
        }

        body[ApiDomain] = accessToken.Grant.DataCenter.ApiServer.GetLeftPart(UriPartial.Authority);
        body["token_type"] = "Bearer";
        body["expires_in"] = (long)options.AccessTokenLifetime.TotalSeconds;
        return EmulatorResponse.Json(StatusCodes.Status200OK, body) with
        {
            Outcome = refreshToken is null ? "access token issued" : "tokens issued",
        };
    }
}
