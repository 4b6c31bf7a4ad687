using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>
/// Responds to requests of the Bigin API: with what is mapped in <see cref="EmulatorApi"/>, otherwise with the organization and its users.
/// </summary>
internal sealed class ApiEndpoints(
    AccountDirectory directory, TokenStore tokens, ApiBodies bodies, EmulatorApi api, BiginEmulatorOptions options)
{
    internal const string Prefix = "/bigin";

    private const string Organization = "/bigin/v2/org";
    private const string Users = "/bigin/v2/users";
    private const string Scheme = "Zoho-oauthtoken ";

    // The order of these checks is not documented. Ours: address, token, scope.
    internal async Task<EmulatorResponse> RespondAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (api.Find(request.Method, request.Path) is { Count: > 0 } mappings)
        {
            using var reader = new StreamReader(request.Body);
            string body = await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false);
            return Read(context, ApiScopes.GetSufficient(request.Method, request.Path), grant => mappings
                .Select(mapping => mapping.Respond(new EmulatorApiRequest(request, mapping.Values, body, grant))?.Response)
                .FirstOrDefault(response => response is not null) ?? ReadOwn(context, request));
        }

        return ReadOwn(context, request);
    }

    private EmulatorResponse ReadOwn(HttpContext context, HttpRequest request) =>
        (HttpMethods.IsGet(request.Method), request.Path.Value) switch
        {
            (true, Organization) => Read(context, [BiginScopes.Org.Read], grant => Ok(bodies.Organization(grant))),
            (true, Users) => Read(context, [BiginScopes.Users.Read], grant => ReadUsers(grant, request.Query["type"])),
            _ => ApiErrors.InvalidUrlPattern,
        };

    private EmulatorResponse Read(HttpContext context, IReadOnlyList<string> sufficientScopes, Func<Grant, EmulatorResponse> respond)
    {
        // Bigin, "Using the access token": in the header, with this scheme, never as a parameter.
        if (context.Request.Headers.Authorization.ToString() is not { } header
            || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return ApiErrors.AuthenticationFailure;
        }

        if (tokens.FindAccessToken(directory.GetDataCenter(context), header[Scheme.Length..].Trim()) is not { } token)
        {
            return ApiErrors.InvalidToken;
        }

        return sufficientScopes.Count == 0 || sufficientScopes.Any(scope => GrantedScopes.Covers(token.Grant.Scopes, scope))
            ? respond(token.Grant).WithHeaders(GetHeaders(token))
            : ApiErrors.ScopeMismatch;
    }

    // Bigin, "Get users": the types. Users of the emulator are active and confirmed, and the first of an organization is its administrator.
    private EmulatorResponse ReadUsers(Grant grant, string? type)
    {
        EmulatorUser[] members =
            [.. options.Users.Where(user => user.Organizations.Any(organization => organization.Id == grant.Organization.Id))];
        return type switch
        {
            "CurrentUser" => Ok(bodies.CurrentUser(grant)),
            null or "" or "AllUsers" or "ActiveUsers" or "ConfirmedUsers" or "ActiveConfirmedUsers" => Ok(bodies.Users(members)),
            "AdminUsers" or "ActiveConfirmedAdmins" => Ok(bodies.Users(members[..1])),
            "DeactiveUsers" or "NotConfirmedUsers" or "DeletedUsers" => EmulatorResponse.Empty(StatusCodes.Status204NoContent),
            _ => ApiErrors.InvalidData("type"),
        };
    }

    private static EmulatorResponse Ok(JsonObject body) => EmulatorResponse.Json(StatusCodes.Status200OK, body);

    // Captured: the moment at which the token ends, in the organization's time zone, here UTC.
    private static Dictionary<string, string> GetHeaders(IssuedAccessToken token) => new(StringComparer.Ordinal)
    {
        ["x-accesstoken-reset"] = token.ExpiresAt.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
        ["Content-Disposition"] = "attachment; filename=response.json",
    };
}
