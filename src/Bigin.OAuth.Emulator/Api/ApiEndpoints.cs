using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Answers the two questions of the Bigin API that a connection asks: which organization, and who.</summary>
internal sealed class ApiEndpoints(AccountDirectory directory, TokenStore tokens, ApiBodies bodies)
{
    internal const string Pattern = "/bigin/{**rest}";

    private const string Organization = "/bigin/v2/org";
    private const string Users = "/bigin/v2/users";
    private const string Scheme = "Zoho-oauthtoken ";

    // The order of these checks is not documented. Ours: address, token, scope.
    internal Task<Answer> AnswerAsync(HttpContext context) => Task.FromResult(Read(context));

    private Answer Read(HttpContext context) => (HttpMethods.IsGet(context.Request.Method), context.Request.Path.Value) switch
    {
        (true, Organization) => Read(context, BiginScopes.Org.Read, bodies.Organization),
        (true, Users) when context.Request.Query["type"] == "CurrentUser" => Read(context, BiginScopes.Users.Read, bodies.CurrentUser),
        _ => ApiErrors.InvalidUrlPattern,
    };

    private Answer Read(HttpContext context, string scope, Func<Grant, JsonObject> body)
    {
        // Bigin, "Using the access token": in the header, with this scheme, never as a parameter.
        if (context.Request.Headers.Authorization.ToString() is not { } header || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return ApiErrors.AuthenticationFailure;
        }

        if (tokens.FindAccessToken(directory.DataCenterOf(context), header[Scheme.Length..].Trim()) is not { } token)
        {
            return ApiErrors.InvalidToken;
        }

        return GrantedScopes.Cover(token.Grant.Scopes, scope)
            ? Answer.Json(StatusCodes.Status200OK, body(token.Grant)) with { Headers = HeadersFor(token) }
            : ApiErrors.ScopeMismatch;
    }

    // Captured: the moment at which the token ends, in the organization's time zone, here UTC.
    private static Dictionary<string, string> HeadersFor(IssuedAccessToken token) => new(StringComparer.Ordinal)
    {
        ["x-accesstoken-reset"] = token.ExpiresAt.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
        ["Content-Disposition"] = "attachment; filename=response.json",
    };
}
