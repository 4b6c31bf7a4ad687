using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Bigin.OAuth.Emulator;

/// <summary>Reads and checks authorization requests.</summary>
internal sealed class AuthorizationQueryReader(ClientRegistry registry, AccountDirectory directory, BiginEmulatorOptions options)
{
    private static readonly string[] Names =
    [
        "scope", "client_id", "response_type", "access_type", "redirect_uri", "prompt", "code_challenge", "code_challenge_method", "state",
    ];

    internal bool TryRead(HttpContext context, [NotNullWhen(true)] out AuthorizationQuery? request,
        [NotNullWhen(false)] out RequestError? error) =>
        TryRead(context.Request.Query, directory.GetDataCenter(context), out request, out error);

    internal bool TryRead(
        IEnumerable<KeyValuePair<string, StringValues>> query,
        DataCenter here,
        [NotNullWhen(true)] out AuthorizationQuery? request,
        [NotNullWhen(false)] out RequestError? error)
    {
        KeyValuePair<string, StringValues>[] known = [.. query.Where(pair => Names.Contains(pair.Key, StringComparer.Ordinal))];
        var parameters = known.Where(pair => !StringValues.IsNullOrEmpty(pair.Value))
            .ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        EmulatorClient? client = registry.FindForLink(parameters.GetValueOrDefault("client_id"), here);
        string[] repeated = [.. known.Where(pair => pair.Value.Count > 1).Select(pair => pair.Key)];
        error = repeated.Length > 0 ? RequestError.RepeatedParameters(repeated) : FindError(parameters, client, here);
        request = error is null ? new AuthorizationQuery(client!, parameters) : null;
        return error is null;
    }

    // The order of these checks is not documented. Ours: response type, client, redirect URI, scope, code challenge.
    private RequestError? FindError(Dictionary<string, string> parameters, EmulatorClient? client, DataCenter here) =>
        !parameters.TryGetValue("response_type", out string? responseType) ? RequestError.MissingParameter("response_type")
        : !parameters.ContainsKey("client_id") ? RequestError.MissingParameter("client_id")
        : responseType != "code" ? RequestError.UnknownResponseType()
        : client is null ? RequestError.UnknownClient(here, registry.Clients)
        : FindRedirectUriError(parameters.GetValueOrDefault("redirect_uri"), client)
            ?? FindScopeError(AuthorizationQuery.SplitScopes(parameters.GetValueOrDefault("scope")))
            ?? (client.Type == EmulatorClientType.Mobile && !parameters.ContainsKey("code_challenge")
                ? RequestError.MissingCodeChallenge()
                : null);

    private RequestError? FindRedirectUriError(string? redirectUri, EmulatorClient client)
    {
        if (client.Type == EmulatorClientType.SelfClient)
        {
            return RequestError.UnknownRedirectUri(
                client, "A self client has no redirect URI. Make its code in the console.", nameof(BiginEmulatorOptions.Clients));
        }

        if (redirectUri is null || !Uri.TryCreate(redirectUri, UriKind.Absolute, out Uri? uri))
        {
            return RequestError.UnknownRedirectUri(client, "Send an absolute redirect_uri.", nameof(BiginEmulatorOptions.RedirectUris));
        }

        // rclone/rclone#6163: Zoho refuses http://127.0.0.1 and accepts http://localhost.
        if (!options.AllowIPRedirectUris && IPAddress.TryParse(uri.IdnHost, out IPAddress? address) && IPAddress.IsLoopback(address))
        {
            return RequestError.UnknownRedirectUri(
                client, "Zoho is reported to refuse IP addresses. Use localhost in place of " + uri.Host
                + ".", nameof(BiginEmulatorOptions.AllowIPRedirectUris));
        }

        return client.RedirectUris.Count > 0 ? FindRegistrationError(redirectUri, client)
            : IsAcceptedUnregistered(uri, client) ? null
            : RequestError.UnknownRedirectUri(
                client, "Register it, or use one on http://localhost.", nameof(BiginEmulatorOptions.RedirectUris));
    }

    private static RequestError? FindRegistrationError(string redirectUri, EmulatorClient client) =>
        client.RedirectUris.Contains(redirectUri, StringComparer.Ordinal)
            ? null
            : RequestError.UnknownRedirectUri(
                client, "Register it. It is compared character by character.", nameof(BiginEmulatorOptions.RedirectUris));

    // Zoho Accounts, "Mobile and desktop apps": a custom scheme, in lower case.
    private static bool IsAcceptedUnregistered(Uri uri, EmulatorClient client) =>
        uri is { IsLoopback: true, Scheme: "http" or "https", Fragment: "" }
        || (client.Type == EmulatorClientType.Mobile
            && uri is { Fragment: "", Scheme: not ("http" or "https" or "javascript" or "data" or "file") }
            && uri.OriginalString.StartsWith(uri.Scheme + ":", StringComparison.Ordinal));

    private RequestError? FindScopeError(string[] scopes)
    {
        string[] unknown = [.. scopes.Where(scope => !KnownScopes.Exists(scope, options))];
        return scopes.Length == 0 || unknown.Length > 0 ? RequestError.UnknownScope(unknown) : null;
    }
}
