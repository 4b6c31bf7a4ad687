using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Describes the user of a token, which is how libraries sign people in with Zoho.</summary>
internal sealed class UserInfo(AccountDirectory directory, TokenStore tokens)
{
    private const string Scope = "AaaServer.profile.READ";

    private static readonly string[] Schemes = ["Bearer ", "Zoho-oauthtoken "];

    // The status and the envelope of an error are not documented; the causes are Zoho's names.
    private static readonly EmulatorResponse InvalidToken = Reject("INVALID_OAUTHTOKEN");
    private static readonly EmulatorResponse InvalidScope = Reject("INVALID_OAUTHSCOPE");

    internal Task<EmulatorResponse> RespondAsync(HttpContext context) => Task.FromResult(Respond(context));

    private EmulatorResponse Respond(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            return TokenErrors.WrongMethod;
        }

        string header = context.Request.Headers.Authorization.ToString();
        string? scheme = Array.Find(Schemes, scheme => header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
        IssuedAccessToken? token = scheme is null
            ? null
            : tokens.FindAccessToken(directory.GetDataCenter(context), header[scheme.Length..].Trim());
        return token is null ? InvalidToken
            : !GrantedScopes.Covers(token.Grant.Scopes, Scope) ? InvalidScope
            : EmulatorResponse.Json(StatusCodes.Status200OK, Describe(token.Grant.User));
    }

    // The names of the fields are those that ASP.NET Core's and Auth.js's providers for Zoho read.
    private JsonObject Describe(EmulatorUser user)
    {
        string[] names = user.Name.Split(' ', 2);
        return new JsonObject
        {
            ["First_Name"] = names[0],
            ["Email"] = user.Email,
            ["Last_Name"] = names.Length > 1 ? names[1] : "",
            ["Display_Name"] = user.Name,
            ["ZUID"] = directory.GetZuid(user),
        };
    }

    private static EmulatorResponse Reject(string cause) =>
        EmulatorResponse.Json(StatusCodes.Status401Unauthorized,
            new JsonObject { ["response"] = "error", ["cause"] = cause }) with
        {
            Outcome = cause,
        };
}
