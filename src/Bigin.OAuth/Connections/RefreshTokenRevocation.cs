using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>Revokes refresh tokens that this library was given and doesn't keep, and says in the log which are left at Bigin.</summary>
internal sealed class RefreshTokenRevocation(
    GuardedConnectionStore store, BiginTokenClient tokenClient, DataCenterMap map, ConfiguredConnections configured,
    ReplacedTokenRevocation policy, BackgroundWork work, RealTime realTime, ILogger logger)
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(3)];

    /// <summary>
    /// Gets a value indicating whether a token is revoked though it may be of the organization that the key is connected to.
    /// </summary>
    internal bool IncludesSameOrganization => policy is ReplacedTokenRevocation.Always;

    /// <summary>Revokes a refresh token, best effort.</summary>
    /// <returns><see langword="true"/> where the token has ended at Bigin.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "The host's code that makes the client may throw anything.")]
    internal async Task<bool> RevokeAsync(string key, RefreshToken token, DataCenter dataCenter)
    {
        string failure;
        try
        {
            TokenError? error = await TryRevokeAsync(token, dataCenter).ConfigureAwait(false);
            if (error is null)
            {
                return true;
            }

            failure = $"{error.Kind}";
        }
        catch (Exception exception)
        {
            failure = exception.GetType().Name; // its text may say anything
        }

        BiginLog.RefreshTokenLeft(logger, key, $"it couldn't be revoked ({failure})");
        return false;
    }

    /// <summary>Ends the grant of a row that a new consent has replaced, beside the caller, as far as the host wants it.</summary>
    internal void EndReplaced(StoredConnection replaced, StoredConnection current)
    {
        if (replaced.Status is ConnectionStatus.Unreadable)
        {
            BiginLog.RefreshTokenLeft(logger, replaced.Key, "it can't be decrypted");
        }
        else if (replaced.RefreshToken == current.RefreshToken)
        {
            return;
        }
        else if (configured.FindSetting(replaced) is { } setting)
        {
            BiginLog.ConfiguredTokenReplaced(logger, replaced.Key, setting);
        }
        else if (replaced.IsImported)
        {
            BiginLog.RefreshTokenLeft(logger, replaced.Key, "it was imported, so another program may use it");
        }
        else if (!IsToBeRevoked(replaced, current))
        {
            BiginLog.RefreshTokenLeft(logger, replaced.Key, $"{nameof(BiginOAuthOptions.ReplacedTokenRevocation)} is {policy}");
        }
        else if (map.FindById(replaced.DataCenter) is not { } dataCenter)
        {
            BiginLog.RefreshTokenLeft(logger, replaced.Key, $"data center '{replaced.DataCenter}' is not configured");
        }
        else
        {
            work.Run(() => RevokeUnlessStoredAgainAsync(replaced, dataCenter));
        }
    }

    private async Task<TokenError?> TryRevokeAsync(RefreshToken token, DataCenter dataCenter)
    {
        for (int failures = 0; ; failures++)
        {
            RevocationResponse response = await tokenClient.RevokeAsync(token, dataCenter).ConfigureAwait(false);
            if (response is not RevocationFailed { Error: var error } || DisconnectFlow.IsUnknownToken(error))
            {
                return null;
            }

            if (!error.IsTransient || failures == Pauses.Length)
            {
                return error;
            }

            await realTime.DelayAsync(Pauses[failures]).ConfigureAwait(false);
        }
    }

    // The caller may import the token again that was replaced a moment ago.
    private async Task RevokeUnlessStoredAgainAsync(StoredConnection replaced, DataCenter dataCenter)
    {
        try
        {
            if (await store.FindAsync(replaced.Key).ConfigureAwait(false) is { } row && row.RefreshToken == replaced.RefreshToken)
            {
                return;
            }
        }
        catch (BiginConnectionException)
        {
            // What is stored was stored after this token, as far as is known.
        }

        await RevokeAsync(replaced.Key, new RefreshToken(replaced.RefreshToken), dataCenter).ConfigureAwait(false);
    }

    private bool IsToBeRevoked(StoredConnection replaced, StoredConnection current) => policy switch
    {
        ReplacedTokenRevocation.Always => true,
        ReplacedTokenRevocation.Never => false,
        _ => replaced.OrganizationId is { } before && current.OrganizationId is { } now && before != now,
    };
}
