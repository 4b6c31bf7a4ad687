using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Turns connections into rows and back. Tokens are encrypted for the one key that they belong to.</summary>
internal sealed class ConnectionRowCodec(IDataProtectionProvider dataProtection)
{
    // Before a token that was imported, which no consent may revoke. It is encrypted with the token, so that a change of the table can't
    // have such a token revoked. A token has no space.
    private const string ImportMark = "imported ";

    private readonly IDataProtector _protector = dataProtection.CreateProtector("Bigin.OAuth", "Connection.v1");

    internal ConnectionRow ToRow(StoredConnection connection)
    {
        IDataProtector protector = GetProtector(connection.Key);
        return new ConnectionRow
        {
            Key = connection.Key,
            ConcurrencyStamp = connection.ConcurrencyStamp,
            DataCenter = connection.DataCenter,
            EncryptedRefreshToken = protector.Protect(
                connection.IsImported ? ImportMark + connection.RefreshToken : connection.RefreshToken),
            EncryptedAccessToken = connection.AccessToken is { } accessToken ? protector.Protect(accessToken) : null,
            AccessTokenExpiresAt = connection.AccessTokenExpiresAt?.ToUnixTimeMilliseconds(),
            Scopes = JsonSerializer.Serialize([.. connection.Scopes], ConnectionRowJson.Default.StringArray),
            OrganizationId = connection.OrganizationId,
            OrganizationName = connection.OrganizationName,
            Status = (int)connection.Status,
            ConnectedAt = connection.ConnectedAt.ToUnixTimeMilliseconds(),
            RecentRefreshes = JsonSerializer.Serialize(
                [.. connection.RecentRefreshes.Select(time => time.ToUnixTimeMilliseconds())], ConnectionRowJson.Default.Int64Array),
        };
    }

    internal StoredConnection ToConnection(ConnectionRow row)
    {
        bool isReadable = TryDecrypt(row, out string decrypted, out string? accessToken);
        bool isImported = decrypted.StartsWith(ImportMark, StringComparison.Ordinal);
        return new StoredConnection
        {
            Key = row.Key,
            ConcurrencyStamp = row.ConcurrencyStamp,
            DataCenter = row.DataCenter,
            RefreshToken = isImported ? decrypted[ImportMark.Length..] : decrypted,
            IsImported = isImported,
            AccessToken = accessToken,
            AccessTokenExpiresAt = isReadable && row.AccessTokenExpiresAt is { } expiresAt
                ? DateTimeOffset.FromUnixTimeMilliseconds(expiresAt)
                : null,
            Scopes = JsonSerializer.Deserialize(row.Scopes, ConnectionRowJson.Default.StringArray)!,
            OrganizationId = row.OrganizationId,
            OrganizationName = row.OrganizationName,
            Status = isReadable ? (ConnectionStatus)row.Status : ConnectionStatus.Unreadable,
            ConnectedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.ConnectedAt),
            RecentRefreshes =
            [
                .. JsonSerializer.Deserialize(row.RecentRefreshes, ConnectionRowJson.Default.Int64Array)!
                    .Select(DateTimeOffset.FromUnixTimeMilliseconds),
            ],
        };
    }

    /// <summary>Describes the row for a list. It decrypts the tokens to know whether they can be read, and drops them.</summary>
    internal ConnectionSummary ToSummary(ConnectionRow row) => new()
    {
        Key = row.Key,
        DataCenter = row.DataCenter,
        OrganizationId = row.OrganizationId,
        OrganizationName = row.OrganizationName,
        Status = TryDecrypt(row, out _, out _) ? (ConnectionStatus)row.Status : ConnectionStatus.Unreadable,
        ConnectedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.ConnectedAt),
    };

    // The key is the last purpose of the chain, so that what is copied to another key's row does not decrypt there.
    private IDataProtector GetProtector(string key) => _protector.CreateProtector(key);

    // Data Protection throws CryptographicException for a changed payload, for a key that isn't in the ring, and for a revoked one.
    private bool TryDecrypt(ConnectionRow row, out string refreshToken, out string? accessToken)
    {
        try
        {
            IDataProtector protector = GetProtector(row.Key);
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
