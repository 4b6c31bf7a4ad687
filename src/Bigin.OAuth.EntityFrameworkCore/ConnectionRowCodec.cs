using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Turns connections into rows and back. Tokens are encrypted for the one key that they belong to.</summary>
internal sealed class ConnectionRowCodec(IDataProtectionProvider dataProtection)
{
    internal ConnectionRow ToRow(StoredConnection connection)
    {
        IDataProtector protector = ProtectorOf(connection.Key);
        return new ConnectionRow
        {
            Key = connection.Key,
            Version = connection.Version,
            DataCenter = connection.DataCenter,
            EncryptedRefreshToken = protector.Protect(connection.RefreshToken),
            EncryptedAccessToken = connection.AccessToken is { } accessToken ? protector.Protect(accessToken) : null,
            AccessTokenExpiresAt = connection.AccessTokenExpiresAt?.ToUnixTimeMilliseconds(),
            Scopes = JsonSerializer.Serialize(connection.Scopes),
            OrganizationId = connection.OrganizationId,
            OrganizationName = connection.OrganizationName,
            Status = (int)connection.Status,
            ConnectedAt = connection.ConnectedAt.ToUnixTimeMilliseconds(),
            RecentRefreshes = JsonSerializer.Serialize(connection.RecentRefreshes.Select(time => time.ToUnixTimeMilliseconds())),
        };
    }

    internal StoredConnection ToConnection(ConnectionRow row)
    {
        bool isReadable = TryDecrypt(row, out string refreshToken, out string? accessToken);
        return new StoredConnection
        {
            Key = row.Key,
            Version = row.Version,
            DataCenter = row.DataCenter,
            RefreshToken = refreshToken,
            AccessToken = accessToken,
            AccessTokenExpiresAt = isReadable && row.AccessTokenExpiresAt is { } expiresAt ? DateTimeOffset.FromUnixTimeMilliseconds(expiresAt) : null,
            Scopes = JsonSerializer.Deserialize<string[]>(row.Scopes)!,
            OrganizationId = row.OrganizationId,
            OrganizationName = row.OrganizationName,
            Status = isReadable ? (ConnectionStatus)row.Status : ConnectionStatus.Unreadable,
            ConnectedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.ConnectedAt),
            RecentRefreshes = [.. JsonSerializer.Deserialize<long[]>(row.RecentRefreshes)!.Select(DateTimeOffset.FromUnixTimeMilliseconds)],
        };
    }

    // The key is a part of the purpose, so that what is copied to another key's row does not decrypt there.
    private IDataProtector ProtectorOf(string key) => dataProtection.CreateProtector("Bigin.OAuth", "Connection.v1", key);

    // Data Protection reports whatever goes wrong with a payload, a key that is not in the ring, and a revoked one with CryptographicException.
    private bool TryDecrypt(ConnectionRow row, out string refreshToken, out string? accessToken)
    {
        try
        {
            IDataProtector protector = ProtectorOf(row.Key);
            refreshToken = protector.Unprotect(row.EncryptedRefreshToken);
            accessToken = row.EncryptedAccessToken is { } encrypted ? protector.Unprotect(encrypted) : null;
            return true;
        }
        catch (CryptographicException)
        {
            (refreshToken, accessToken) = ("", null);
            return false;
        }
    }
}
