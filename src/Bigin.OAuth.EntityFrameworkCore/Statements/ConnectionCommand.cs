using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Bigin.OAuth.EntityFrameworkCore;

/// <summary>Represents a statement that was written once for a model, and that runs as a command of EF Core.</summary>
/// <remarks>
/// It costs less than a compiled query, which goes through EF Core's query pipeline each time. Interceptors of connections and commands,
/// logs and the time-out for commands are the host's, as with a query. A retrying execution strategy isn't in it.
/// </remarks>
internal sealed class ConnectionCommand
{
    private readonly IRelationalCommand _command;

    private ConnectionCommand(IRelationalCommand command) => _command = command;

    /// <summary>Builds a command whose parameters have the types of columns.</summary>
    internal static ConnectionCommand Create(
        DbContext context, ConnectionStatementText text, string statement, IEnumerable<(string Parameter, string Column)> parameters)
    {
        IRelationalCommandBuilder command = context.GetService<IRelationalCommandBuilderFactory>().Create().Append(statement);
        foreach ((string parameter, string column) in parameters)
        {
            command.AddParameter(parameter, text.Parameter(parameter), text.GetTypeMapping(column), nullable: true);
        }

        return new ConnectionCommand(command.Build());
    }

    /// <summary>Runs the statement.</summary>
    /// <returns>Whether it changed a row.</returns>
    internal async Task<bool> ExecuteAsync(DbContext context, Dictionary<string, object?> values, CancellationToken cancellationToken) =>
        await _command.ExecuteNonQueryAsync(GetParameters(context, values, CommandSource.ExecuteSqlRaw), cancellationToken)
            .ConfigureAwait(false) > 0;

    /// <summary>Reads the first row, or <see langword="null"/> where there is none.</summary>
    internal async Task<T?> ReadAsync<T>(
        DbContext context, Dictionary<string, object?> values, Func<DbDataReader, T> read, CancellationToken cancellationToken)
        where T : class
    {
        // A command of EF Core keeps its reader for the next time, so calls at once need one each. A query does the same.
        IRelationalConnection connection = context.GetService<IRelationalConnection>();
        IRelationalCommand command = connection.RentCommand();
        command.PopulateFrom(_command);
        try
        {
            RelationalDataReader reader = await command.ExecuteReaderAsync(
                GetParameters(context, values, CommandSource.FromSqlQuery), cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? read(reader.DbDataReader) : null;
            }
        }
        finally
        {
            connection.ReturnCommand(command);
        }
    }

    private static RelationalCommandParameterObject GetParameters(
        DbContext context, Dictionary<string, object?> values, CommandSource source) => new(
            context.GetService<IRelationalConnection>(),
            values,
            readerColumns: null,
            context,
            context.GetService<IRelationalCommandDiagnosticsLogger>(),
            source);
}
