using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>
/// Reads the organization of a connection that was stored without one, so that a later consent for another organization is noticed.
/// </summary>
internal sealed class OrganizationCompletion(GuardedConnectionStore store, OrganizationReader organizations, ILogger logger)
{
    internal async Task CompleteAsync(ConnectionEntry entry, CachedAccessToken token)
    {
        try
        {
            if (await store.FindAsync(entry.Key).ConfigureAwait(false) is not { } row || !IsOfGrant(row, token)
                || !OrganizationReader.IsWorthReading(row.Scopes))
            {
                return;
            }

            OrganizationReading reading = await organizations.ReadAsync(entry.Key, token).ConfigureAwait(false);
            if (reading.IsScopeMissing)
            {
                entry.GrantWithoutOrganization = token.Grant; // asking again doesn't help before another consent
            }

            if (reading.Organization is not { } organization)
            {
                return;
            }

            // Over the same grant and no other, whose organization this is.
            while (await store.FindAsync(entry.Key).ConfigureAwait(false) is { OrganizationId: null } current
                && IsOfGrant(current, token)
                && !await store.TrySaveAsync(current.With(organization: organization), current.ConcurrencyStamp).ConfigureAwait(false))
            {
            }
        }
        catch (BiginConnectionException exception)
        {
            BiginLog.StoreFailed(logger, entry.Key, "saving its organization", exception.InnerException!);
        }
    }

    private static bool IsOfGrant(StoredConnection row, CachedAccessToken token) =>
        row is { Status: not ConnectionStatus.Unreadable } && GrantFingerprint.FromRefreshToken(row.RefreshToken) == token.Grant;
}
