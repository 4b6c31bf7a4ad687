using Microsoft.AspNetCore.Http.Extensions;

namespace Bigin.OAuth.Emulator;

/// <summary>
/// Represents an authorization request that the emulator has checked. Only <see cref="AuthorizationQueryReader"/> creates one.
/// </summary>
internal sealed class AuthorizationQuery(EmulatorClient client, IReadOnlyDictionary<string, string> parameters)
{
    private static readonly char[] ScopeSeparators = [',', ' '];

    internal EmulatorClient Client { get; } = client;

    /// <summary>Gets the parameters of the request, without what else came along.</summary>
    internal IReadOnlyDictionary<string, string> Parameters { get; } = parameters;

    internal string RedirectUri => Parameters["redirect_uri"];

    internal string? State => Parameters.GetValueOrDefault("state");

    internal IReadOnlyList<string> Scopes => SplitScopes(Parameters.GetValueOrDefault("scope"));

    // Zoho Accounts, "Authorization request": "consent" is the only value; some product pages spell it "Consent".
    internal bool IsConsentForced => string.Equals(Parameters.GetValueOrDefault("prompt"), "consent", StringComparison.OrdinalIgnoreCase);

    internal bool IsOffline => Parameters.GetValueOrDefault("access_type") == "offline";

    internal string? CodeChallenge => Parameters.GetValueOrDefault("code_challenge");

    internal string? CodeChallengeMethod => Parameters.GetValueOrDefault("code_challenge_method");

    internal QueryBuilder ToQuery() => new(Parameters);

    // Zoho documents the comma, and clients are seen to send spaces with success: both are taken.
    internal static string[] SplitScopes(string? scopes) =>
        (scopes ?? "").Split(ScopeSeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
