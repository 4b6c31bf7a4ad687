using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

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

    private readonly ConnectionStatementText _text;
    private readonly IRelationalCommand _insert, _update, _delete, _lock, _release;

    internal ConnectionWrites(DbContext context)
    {
        IRelationalCommandBuilderFactory commands = context.GetService<IRelationalCommandBuilderFactory>();
        _text = new ConnectionStatementText(
            context.Model.FindEntityType(typeof(ConnectionRow))!, context.GetService<ISqlGenerationHelper>());
        string[] columns = [.. ConnectionColumn.All.Select(column => column.Property)];
        string key = nameof(ConnectionRow.Key), stamp = nameof(ConnectionRow.ConcurrencyStamp);
        string connectedAt = nameof(ConnectionRow.ConnectedAt);
        string leaseOwner = nameof(ConnectionRow.LeaseOwner), leaseUntil = nameof(ConnectionRow.LeaseUntil);
        string isExpected = $"{_text.Equal(key)} AND {_text.Equal(stamp, Expected)}";

        // The derived table has one row in any case. Without a FROM the condition would be no standard SQL.
        _insert = Build(
            $"INSERT INTO {_text.Table} ({_text.Columns(columns)}) SELECT {_text.Parameters(columns)} " +
            $"FROM (SELECT COUNT(*) AS {_text.Name("Rows")} FROM {_text.Table} WHERE {_text.Equal(key)}) {_text.Name("Existing")} " +
            $"WHERE {_text.Name("Existing")}.{_text.Name("Rows")} = 0",
            [.. columns.Select(column => (column, column))]);

        // A save of another consent ends the lease, and any other save leaves it to its holder. First, because MySQL reads what it has
        // assigned already.
        string[] saved = [.. columns.Where(column => column != key && column != leaseOwner && column != leaseUntil)];
        string KeptLease(string column) => $"{_text.Column(column)} = CASE WHEN {_text.Equal(connectedAt)} THEN {_text.Column(column)} END";
        _update = Build(
            $"UPDATE {_text.Table} SET {KeptLease(leaseOwner)}, {KeptLease(leaseUntil)}, " +
            $"{string.Join(", ", saved.Select(column => _text.Equal(column)))} WHERE {isExpected}",
            [(key, key), .. saved.Select(column => (column, column)), (Expected, stamp)]);
        _delete = Build($"DELETE FROM {_text.Table} WHERE {isExpected}", [(key, key), (Expected, stamp)]);

        // The owner's own lease, where a retrying execution strategy repeats the statement. One that ends too late was taken by a wrong
        // clock.
        string until = _text.Column(leaseUntil);
        _lock = Build(
            $"UPDATE {_text.Table} SET {_text.Equal(leaseOwner, Owner)}, {_text.Equal(leaseUntil, Until)} WHERE {isExpected} AND " +
            $"({until} IS NULL OR {until} <= {_text.Parameter(From)} OR {until} > {_text.Parameter(TooLate)} " +
            $"OR {_text.Equal(leaseOwner, Owner)})",
            [(key, key), (Expected, stamp), (Owner, leaseOwner), (Until, leaseUntil), (From, leaseUntil), (TooLate, leaseUntil)]);
        _release = Build(
            $"UPDATE {_text.Table} SET {_text.Column(leaseOwner)} = NULL, {until} = NULL " +
            $"WHERE {_text.Equal(key)} AND {_text.Equal(leaseOwner, Owner)}",
            [(key, key), (Owner, leaseOwner)]);

        IRelationalCommand Build(string text, (string Parameter, string Column)[] parameters)
        {
            IRelationalCommandBuilder command = commands.Create().Append(text);
            foreach ((string parameter, string column) in parameters)
            {
                command.AddParameter(parameter, _text.Parameter(parameter), _text.GetTypeMapping(column), nullable: true);
            }

            return command.Build();
        }
    }

    /// <summary>Gets the name of the table, with its schema, as statements write it.</summary>
    internal string Table => _text.Table;

    /// <summary>Inserts the row where its key has none yet.</summary>
    /// <exception cref="System.Data.Common.DbException">The statement failed. Perhaps another one inserted the key at the same
    /// time.</exception>
    internal Task<bool> InsertAsync(DbContext context, ConnectionRow row, CancellationToken cancellationToken) =>
        ExecuteAsync(_insert, context, Values(row), cancellationToken);

    /// <summary>Saves the row over the one with the expected stamp.</summary>
    internal Task<bool> UpdateAsync(DbContext context, ConnectionRow row, string expectedStamp, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> values = Values(row);
        values[Expected] = expectedStamp;
        return ExecuteAsync(_update, context, values, cancellationToken);
    }

    /// <summary>Deletes the row with the expected stamp.</summary>
    internal Task<bool> DeleteAsync(DbContext context, string key, string expectedStamp, CancellationToken cancellationToken) =>
        ExecuteAsync(
            _delete,
            context,
            new(StringComparer.Ordinal) { [nameof(ConnectionRow.Key)] = key, [Expected] = expectedStamp },
            cancellationToken);

    /// <summary>Takes the lease on the row with the expected stamp.</summary>
    internal Task<bool> LockAsync(
        DbContext context, string key, string expectedStamp, ConnectionLease lease, CancellationToken cancellationToken) =>
        ExecuteAsync(
            _lock,
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
        ExecuteAsync(
            _release,
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

    private static async Task<bool> ExecuteAsync(
        IRelationalCommand command, DbContext context, Dictionary<string, object?> values, CancellationToken cancellationToken)
    {
        var parameters = new RelationalCommandParameterObject(
            context.GetService<IRelationalConnection>(),
            values,
            readerColumns: null,
            context,
            context.GetService<IRelationalCommandDiagnosticsLogger>(),
            CommandSource.ExecuteSqlRaw);
        return await command.ExecuteNonQueryAsync(parameters, cancellationToken).ConfigureAwait(false) > 0;
    }
}
