using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>Asks the database how it would run each statement on the table, with the parameters that it is sent with, before it runs.</summary>
internal sealed class PlanReader(string explain) : DbCommandInterceptor
{
    private readonly List<(string Statement, string Plan)> _plans = [];

    internal IReadOnlyList<(string Statement, string Plan)> Plans => _plans;

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        await ReadAsync(command, cancellationToken);
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await ReadAsync(command, cancellationToken);
        return result;
    }

    private async Task ReadAsync(DbCommand command, CancellationToken cancellationToken)
    {
        string statement = command.CommandText;
        if (!statement.Contains("\"BiginConnections\"", StringComparison.Ordinal))
        {
            return;
        }

        command.CommandText = $"{explain} {statement}";
        var plan = new List<string>();
        await using (DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                plan.Add(reader.GetString(reader.FieldCount - 1));
            }
        }

        command.CommandText = statement;
        _plans.Add((statement, string.Join('\n', plan)));
    }
}
