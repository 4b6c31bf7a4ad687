using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Refuses, when the host starts, what would only show after a user has accepted, and warns of what may be meant.</summary>
internal static class StartChecks
{
    private static readonly TimeSpan MaxAttemptLifetime = TimeSpan.FromHours(1);


    internal static void ThrowIfInvalid(
        BiginOAuthEndpointOptions options, BiginOAuthOptions client, AuthorizationUrlBuilder links, ILogger logger)
    {
        if (options.AttemptLifetime <= TimeSpan.Zero || options.AttemptLifetime > MaxAttemptLifetime)
        {
            throw new InvalidOperationException(
                $"{nameof(options.AttemptLifetime)} is not more than zero and at most one hour. Leave it at 00:10:00, or set it to "
                + "what people need to sign in and accept.");
        }

        if (string.IsNullOrEmpty(client.ClientSecret) && client.ClientSecrets.Values.All(string.IsNullOrEmpty))
        {
            throw new InvalidOperationException(
                $"There is no client secret, so no code could be exchanged. Set {nameof(client.ClientSecret)}, or "
                + $"{nameof(client.ClientSecrets)} for each data center, to what Zoho's API console shows.");
        }

        WarnOfMissingSecrets(client, logger);
        if (FindTooMany(client, links, options.AttemptLifetime) is not { } tooMany)
        {
            return;
        }

        // What ConfigureLink asks for is known only when an attempt starts.
        if (options.ConfigureLink is null)
        {
            throw new InvalidOperationException($"{tooMany} Ask for fewer: those that end in .ALL include the others of their module.");
        }

        EndpointLog.TooManyScopes(logger, tooMany);
    }

    private static void WarnOfMissingSecrets(BiginOAuthOptions client, ILogger logger)
    {
        if (!string.IsNullOrEmpty(client.ClientSecret))
        {
            return;
        }

        HashSet<string> withSecret = client.ClientSecrets.Where(it => !string.IsNullOrEmpty(it.Value)).Select(it => it.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        string[] without =
        [
            .. client.DataCenters.Select(it => it.Id)
                .Where(id => client.AllowedDataCenters.Count == 0
                || client.AllowedDataCenters.Contains(id, StringComparer.OrdinalIgnoreCase))
                .Where(id => !withSecret.Contains(id)),
        ];
        if (without.Length > 0)
        {
            EndpointLog.SecretsMissing(logger, string.Join(", ", without));
        }
    }

    /// <summary>Indicates that the scopes of the options are too many for a cookie, or gives null where they aren't.</summary>
    private static string? FindTooMany(BiginOAuthOptions client, AuthorizationUrlBuilder links, TimeSpan lifetime)
    {
        string[] scopes = [.. client.Scopes.Distinct(StringComparer.Ordinal)];
        int room = scopes.Length;
        while (room > 0 && !AttemptCookies.HasRoomFor(Create(links.WithScopes(scopes[..room]), lifetime)))
        {
            room--;
        }

        return room < scopes.Length
            ? $"{nameof(BiginOAuthOptions.Scopes)} are {scopes.Length}, and the cookie of an attempt has room for about {room} of them."
            : null;
    }

    private static Attempt Create(AuthorizationUrlBuilder links, TimeSpan lifetime)
    {
        PendingAuthorization pending = links.Build().Pending;
        return new Attempt(pending, new string('k', ConnectionKey.MaxLength), "/", new string('u', 32), pending.CreatedAt + lifetime,
            OrganizationChange.Allow);
    }
}
