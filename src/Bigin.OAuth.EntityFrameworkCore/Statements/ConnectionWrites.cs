using Microsoft.EntityFrameworkCore;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>
/// Holds the five statements that write, made once for a model. Each is one conditional statement, which its database runs as one step.
/// </summary>
/// <remarks>
/// EF Core has <c>ExecuteUpdate</c> and <c>ExecuteDelete</c>, but it inserts only through the host's <c>SaveChanges</c>, and none of them
/// can be compiled
/// once. So the text is written here, with EF Core's names, types and commands: interceptors and logs of the host see them as any other
/// statement.
/// </remarks>
internal sealed class ConnectionWrites
{
    private const string Expected = "expected", Owner = "owner", Until = "until", From = "from", TooLate = "tooLate";

    private readonly ConnectionCommand _insert, _update, _delete, _lock, _release;

    internal ConnectionWrites(DbContext context, ConnectionStatementText text)
    {
        string[] columns = [.. ConnectionColumn.All.Select(column => column.Property)];
        string key = nameof(ConnectionRow.Key), stamp = nameof(ConnectionRow.ConcurrencyStamp);
        string connectedAt = nameof(ConnectionRow.ConnectedAt);
        string leaseOwner = nameof(ConnectionRow.LeaseOwner), leaseUntil = nameof(ConnectionRow.LeaseUntil);
        string isExpected = $"{text.Equal(key)} AND {text.Equal(stamp, Expected)}";

        // The derived table has one row in any case. Without a FROM the condition would be no standard SQL.
        _insert = Build(
            $"INSERT INTO {text.Table} ({text.Columns(columns)}) SELECT {text.Parameters(columns)} " +
            $"FROM (SELECT COUNT(*) AS {text.Name("Rows")} FROM {text.Table} WHERE {text.Equal(key)}) {text.Name("Existing")} " +
            $"WHERE {text.Name("Existing")}.{text.Name("Rows")} = 0",
            [.. columns.Select(column => (column, column))]);

        // A save of another consent ends the lease, and any other save leaves it to its holder. First, because MySQL reads what it has
        // assigned already.
        string[] saved = [.. columns.Where(column => column != key && column != leaseOwner && column != leaseUntil)];
        string KeptLease(string column) => $"{text.Column(column)} = CASE WHEN {text.Equal(connectedAt)} THEN {text.Column(column)} END";
        _update = Build(
            $"UPDATE {text.Table} SET {KeptLease(leaseOwner)}, {KeptLease(leaseUntil)}, " +
            $"{string.Join(", ", saved.Select(column => text.Equal(column)))} WHERE {isExpected}",
            [(key, key), .. saved.Select(column => (column, column)), (Expected, stamp)]);
        _delete = Build($"DELETE FROM {text.Table} WHERE {isExpected}", [(key, key), (Expected, stamp)]);

        // The owner's own lease, where a retrying execution strategy repeats the statement. One that ends too late was taken by a wrong
        // clock.
        string until = text.Column(leaseUntil);
        _lock = Build(
            $"UPDATE {text.Table} SET {text.Equal(leaseOwner, Owner)}, {text.Equal(leaseUntil, Until)} WHERE {isExpected} AND " +
            $"({until} IS NULL OR {until} <= {text.Parameter(From)} OR {until} > {text.Parameter(TooLate)} " +
            $"OR {text.Equal(leaseOwner, Owner)})",
            [(key, key), (Expected, stamp), (Owner, leaseOwner), (Until, leaseUntil), (From, leaseUntil), (TooLate, leaseUntil)]);
        _release = Build(
            $"UPDATE {text.Table} SET {text.Column(leaseOwner)} = NULL, {until} = NULL " +
            $"WHERE {text.Equal(key)} AND {text.Equal(leaseOwner, Owner)}",
            [(key, key), (Owner, leaseOwner)]);

        ConnectionCommand Build(string statement, (string Parameter, string Column)[] parameters) =>
            ConnectionCommand.Create(context, text, statement, parameters);
    }

    /// <summary>Inserts the row where its key has none yet.</summary>
    /// <exception cref="System.Data.Common.DbException">The statement failed. Perhaps another one inserted the key at the same
    /// time.</exception>
    internal Task<bool> InsertAsync(DbContext context, ConnectionRow row, CancellationToken cancellationToken) =>
        _insert.ExecuteAsync(context, Values(row), cancellationToken);

    /// <summary>Saves the row over the one with the expected stamp.</summary>
    internal Task<bool> UpdateAsync(DbContext context, ConnectionRow row, string expectedStamp, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> values = Values(row);
        values[Expected] = expectedStamp;
        return _update.ExecuteAsync(context, values, cancellationToken);
    }

    /// <summary>Deletes the row with the expected stamp.</summary>
    internal Task<bool> DeleteAsync(DbContext context, string key, string expectedStamp, CancellationToken cancellationToken) =>
        _delete.ExecuteAsync(
            context,
            new(StringComparer.Ordinal) { [nameof(ConnectionRow.Key)] = key, [Expected] = expectedStamp },
            cancellationToken);

    /// <summary>Takes the lease on the row with the expected stamp.</summary>
    internal Task<bool> LockAsync(
        DbContext context, string key, string expectedStamp, ConnectionLease lease, CancellationToken cancellationToken) =>
        _lock.ExecuteAsync(
            context,
            new(StringComparer.Ordinal)
            {
                [nameof(ConnectionRow.Key)] = key,
                [Expected] = expectedStamp,
                [Owner] = lease.Owner,
                [From] = lease.From,
                [Until] = lease.Until,
                [TooLate] = lease.TooLate,
            },
            cancellationToken);

    /// <summary>Gives the lease back, where this owner still holds it.</summary>
    internal Task<bool> ReleaseAsync(DbContext context, string key, string owner, CancellationToken cancellationToken) =>
        _release.ExecuteAsync(
            context,
            new(StringComparer.Ordinal) { [nameof(ConnectionRow.Key)] = key, [Owner] = owner },
            cancellationToken);

    private static Dictionary<string, object?> Values(ConnectionRow row) => new(ConnectionColumn.All.Count + 1, StringComparer.Ordinal)
    {
        [nameof(ConnectionRow.Key)] = row.Key,
        [nameof(ConnectionRow.ConcurrencyStamp)] = row.ConcurrencyStamp,
        [nameof(ConnectionRow.DataCenter)] = row.DataCenter,
        [nameof(ConnectionRow.EncryptedRefreshToken)] = row.EncryptedRefreshToken,
        [nameof(ConnectionRow.EncryptedAccessToken)] = row.EncryptedAccessToken,
        [nameof(ConnectionRow.AccessTokenExpiresAt)] = row.AccessTokenExpiresAt,
        [nameof(ConnectionRow.Scopes)] = row.Scopes,
        [nameof(ConnectionRow.OrganizationId)] = row.OrganizationId,
        [nameof(ConnectionRow.OrganizationName)] = row.OrganizationName,
        [nameof(ConnectionRow.Status)] = row.Status,
        [nameof(ConnectionRow.ConnectedAt)] = row.ConnectedAt,
        [nameof(ConnectionRow.RecentRefreshes)] = row.RecentRefreshes,
        [nameof(ConnectionRow.LeaseOwner)] = null,
        [nameof(ConnectionRow.LeaseUntil)] = null,
    };
}
