using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Primitives;

namespace Bigin.OAuth.Emulator;

/// <summary>An authorization request that the emulator has checked.</summary>
internal sealed class AuthorizationQuery
{
    private static readonly char[] ScopeSeparators = [',', ' '];

    private static readonly string[] Names =
    [
        "scope", "client_id", "response_type", "access_type", "redirect_uri", "prompt", "code_challenge", "code_challenge_method", "state",
    ];

    private readonly Dictionary<string, string> _parameters;

    private AuthorizationQuery(Dictionary<string, string> parameters) => _parameters = parameters;

    internal string RedirectUri => _parameters["redirect_uri"];

    internal string? State => _parameters.GetValueOrDefault("state");

    // Zoho documents the comma, and clients are seen to send spaces with success: both are taken.
    internal IReadOnlyList<string> Scopes =>
        _parameters.GetValueOrDefault("scope", "").Split(ScopeSeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // Zoho Accounts, "Authorization request": "consent" is the only value; some product pages spell it "Consent".
    internal bool IsConsentForced => string.Equals(_parameters.GetValueOrDefault("prompt"), "consent", StringComparison.OrdinalIgnoreCase);

    internal bool IsOffline => _parameters.GetValueOrDefault("access_type") == "offline";

    internal string? CodeChallenge => _parameters.GetValueOrDefault("code_challenge");

    internal string? CodeChallengeMethod => _parameters.GetValueOrDefault("code_challenge_method");

    /// <summary>The parameters of the request, without what else came along.</summary>
    internal IReadOnlyDictionary<string, string> Parameters => _parameters;

    internal QueryBuilder ToQuery() => new(_parameters);

    internal static bool TryRead(
        IEnumerable<KeyValuePair<string, StringValues>> query,
        BiginEmulatorOptions options,
        [NotNullWhen(true)] out AuthorizationQuery? request,
        [NotNullWhen(false)] out RequestError? error)
    {
        KeyValuePair<string, StringValues>[] known = [.. query.Where(pair => Names.Contains(pair.Key, StringComparer.Ordinal))];
        var read = new AuthorizationQuery(known.Where(pair => !StringValues.IsNullOrEmpty(pair.Value)).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal));
        error = Array.Exists(known, pair => pair.Value.Count > 1) ? RequestError.Repeated : read.FindError(options);
        request = error is null ? read : null;
        return error is null;
    }

    private RequestError? FindError(BiginEmulatorOptions options)
    {
        if (!_parameters.TryGetValue("response_type", out string? responseType) || !_parameters.TryGetValue("client_id", out string? clientId))
        {
            return RequestError.MissingResponseType;
        }

        return responseType != "code" ? RequestError.UnknownResponseType
            : clientId != options.ClientId ? RequestError.UnknownClient
            : !IsRegistered(_parameters.GetValueOrDefault("redirect_uri"), options) ? RequestError.UnknownRedirectUri
            : Scopes.Count == 0 || Scopes.Any(scope => !KnownScopes.Exists(scope, options)) ? RequestError.UnknownScope
            : null;
    }

    private static bool IsRegistered(string? redirectUri, BiginEmulatorOptions options) =>
        options.RedirectUris.Count > 0
            ? redirectUri is not null && options.RedirectUris.Contains(redirectUri, StringComparer.Ordinal)
            : Uri.TryCreate(redirectUri, UriKind.Absolute, out Uri? uri)
                && uri is { IsLoopback: true, Scheme: "http" or "https", Fragment: "" };
}
