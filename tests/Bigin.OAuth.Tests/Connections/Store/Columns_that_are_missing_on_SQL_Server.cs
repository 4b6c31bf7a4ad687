using System.Data.Common;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>No SQL Server runs these tests. SQLite reads names in brackets too, and has a schema for each database that is attached.</summary>
[TestOf(typeof(BiginOAuthBuilderEntityFrameworkCoreExtensions))]
public sealed class Columns_that_are_missing_on_SQL_Server
{
    [Test]
    public async Task Are_found_by_a_query_without_rows()
    {
        await using var connection = new WatchedConnection();
        await connection.OpenAsync();
        await using (SqliteCommand command = connection.CreateCommand())
        {
            command.CommandText = "ATTACH DATABASE ':memory:' AS app; CREATE TABLE app.BiginConnections (Key TEXT, DataCenter TEXT);";
            await command.ExecuteNonQueryAsync();
        }

        await using ServiceProvider host = StoreHost.Open<HostContext>(
            new EphemeralDataProtectionProvider(),
            services => services.AddDbContext<HostContext>(options => options.UseSqlServer(connection).AddInterceptors(new TableExists())));

        (await host.Store().Invoking(async store => await store.FindStampAsync("tenant")).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("The database of HostContext has a table app.BiginConnections without the columns ConcurrencyStamp, EncryptedRefreshToken, *");

        connection.LastCommand!.CommandText.Should().Be("SELECT * FROM [app].[BiginConnections] WHERE 1 = 0");
    }

    private sealed class HostContext(DbContextOptions<HostContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseBiginConnections(schema: "app");
    }

    private sealed class WatchedConnection() : SqliteConnection("Data Source=:memory:")
    {
        internal SqliteCommand? LastCommand { get; private set; }

        public override SqliteCommand CreateCommand() => LastCommand = base.CreateCommand();
    }

    /// <summary>Answers for SQL Server that the table is there, which SQLite would be asked otherwise.</summary>
    private sealed class TableExists : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.Contains("OBJECT_ID", StringComparison.Ordinal))
            {
                command.CommandText = "SELECT 1 AS [Value]";
                command.Parameters.Clear();
            }

            return ValueTask.FromResult(result);
        }
    }
}
