using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Holds the two statements that read a row by its key, made once for a model.</summary>
/// <remarks>They read the library's own columns only, so that nothing a host's conventions add takes part.</remarks>
internal sealed class ConnectionReads
{
    private const string Key = nameof(ConnectionRow.Key);

    // In the order in which ToRow reads them.
    private static readonly string[] Columns =
    [
        Key,
        nameof(ConnectionRow.ConcurrencyStamp),
        nameof(ConnectionRow.DataCenter),
        nameof(ConnectionRow.EncryptedRefreshToken),
        nameof(ConnectionRow.EncryptedAccessToken),
        nameof(ConnectionRow.AccessTokenExpiresAt),
        nameof(ConnectionRow.Scopes),
        nameof(ConnectionRow.OrganizationId),
        nameof(ConnectionRow.OrganizationName),
        nameof(ConnectionRow.Status),
        nameof(ConnectionRow.ConnectedAt),
        nameof(ConnectionRow.RecentRefreshes),
    ];

    private readonly ConnectionCommand _find, _findStamp;

    internal ConnectionReads(DbContext context, ConnectionStatementText text)
    {
        _find = Build(Columns);
        _findStamp = Build([nameof(ConnectionRow.ConcurrencyStamp)]);

        // With the table's name before each: SQLite takes the quoted name of a missing column for a text.
        // https://www.sqlite.org/quirks.html#double_quoted_string_literals_are_accepted
        ConnectionCommand Build(string[] columns)
        {
            string table = text.Name("b");
            string read = string.Join(", ", columns.Select(column => $"{table}.{text.Column(column)}"));
            return ConnectionCommand.Create(
                context, text, $"SELECT {read} FROM {text.Table} {table} WHERE {table}.{text.Equal(Key)}", [(Key, Key)]);
        }
    }

    /// <summary>Finds the row of a key, without its lease.</summary>
    internal Task<ConnectionRow?> FindAsync(DbContext context, string key, CancellationToken cancellationToken) =>
        _find.ReadAsync(context, Values(key), ToRow, cancellationToken);

    internal Task<string?> FindStampAsync(DbContext context, string key, CancellationToken cancellationToken) =>
        _findStamp.ReadAsync(context, Values(key), row => row.GetString(0), cancellationToken);

    private static Dictionary<string, object?> Values(string key) => new(1, StringComparer.Ordinal) { [Key] = key };

    private static ConnectionRow ToRow(DbDataReader row) => new()
    {
        Key = row.GetString(0),
        ConcurrencyStamp = row.GetString(1),
        DataCenter = row.GetString(2),
        EncryptedRefreshToken = row.GetString(3),
        EncryptedAccessToken = FindText(row, 4),
        AccessTokenExpiresAt = row.IsDBNull(5) ? null : row.GetInt64(5),
        Scopes = row.GetString(6),
        OrganizationId = FindText(row, 7),
        OrganizationName = FindText(row, 8),
        Status = row.GetInt32(9),
        ConnectedAt = row.GetInt64(10),
        RecentRefreshes = row.GetString(11),
    };

    private static string? FindText(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
