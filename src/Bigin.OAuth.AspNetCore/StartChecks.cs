namespace Bigin.OAuth.AspNetCore;

/// <summary>Refuses, when the host starts, what would only show after a user has accepted.</summary>
internal static class StartChecks
{
    private static readonly TimeSpan MaxAttemptLifetime = TimeSpan.FromHours(1);

    // As long as a GUID. A longer key takes the room of a scope or two.
    private const int UsualKeyLength = 36;

    internal static void ThrowIfInvalid(BiginOAuthEndpointOptions options, BiginOAuthOptions client, AuthorizationUrlBuilder links)
    {
        if (options.AttemptLifetime <= TimeSpan.Zero || options.AttemptLifetime > MaxAttemptLifetime)
        {
            throw new InvalidOperationException(
                $"{nameof(options.AttemptLifetime)} is not more than zero and at most one hour. Leave it at 00:10:00, or set it to what people need to sign in and accept.");
        }

        if (string.IsNullOrEmpty(client.ClientSecret) && client.ClientSecrets.Values.All(string.IsNullOrEmpty))
        {
            throw new InvalidOperationException(
                $"There is no client secret, so no code could be exchanged. Set {nameof(client.ClientSecret)}, or {nameof(client.ClientSecrets)} for each data center, to what Zoho's API console shows.");
        }

        // What ConfigureLink asks for is known only when an attempt starts.
        if (options.ConfigureLink is null)
        {
            ThrowIfTooMany([.. client.Scopes.Distinct(StringComparer.Ordinal)], links, options.AttemptLifetime);
        }
    }

    private static void ThrowIfTooMany(string[] scopes, AuthorizationUrlBuilder links, TimeSpan lifetime)
    {
        int room = scopes.Length;
        while (room > 0 && !AttemptCookies.HasRoomFor(Create(links.WithScopes(scopes[..room]), lifetime)))
        {
            room--;
        }

        if (room < scopes.Length)
        {
            throw new InvalidOperationException(
                $"{nameof(BiginOAuthOptions.Scopes)} are {scopes.Length}, and the cookie of an attempt has room for about {room} of them. Ask for fewer: those that end in .ALL include the others of their module.");
        }
    }

    private static Attempt Create(AuthorizationUrlBuilder links, TimeSpan lifetime)
    {
        PendingAuthorization pending = links.Build().Pending;
        return new Attempt(pending, new string('k', UsualKeyLength), "/", new string('u', 32), pending.CreatedAt + lifetime, OrganizationChange.Allow);
    }
}
