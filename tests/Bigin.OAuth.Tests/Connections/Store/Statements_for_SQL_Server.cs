using System.Data;
using System.Data.Common;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>No SQL Server runs these tests. So the statements are checked as texts, and their values by the types that they are sent with.</summary>
[TestOf(typeof(BiginOAuthBuilderEntityFrameworkCoreExtensions))]
public sealed class Statements_for_SQL_Server : IAsyncDisposable
{
    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly NoServer _server;
    private readonly ServiceProvider _host;

    public Statements_for_SQL_Server()
    {
        _server = new NoServer(_keys);
        _host = StoreHost.Open<HostContext>(_keys, services =>
        {
            services.AddDbContext<HostContext>(options => options.UseSqlServer("Server=unused.invalid").AddInterceptors(_server, new NoConnection()));
            services.Configure<BiginOAuthOptions>(options =>
            {
                (options.ClientId, options.RedirectUri) = (Client.Id, Client.RedirectUri);
                options.Scopes.Add(BiginScopes.Org.Read);
            });
        });
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Test]
    public async Task Insert_where_there_is_no_row()
    {
        await _host.Store().TrySaveAsync(StoreHost.Connection(), null);

        _server.Statements.Should().ContainSingle().Which.Should().Be(
            "INSERT INTO [app].[BiginConnections] ([Key], [ConcurrencyStamp], [DataCenter], [EncryptedRefreshToken], [EncryptedAccessToken], " +
            "[AccessTokenExpiresAt], [Scopes], [OrganizationId], [OrganizationName], [Status], [ConnectedAt], [RecentRefreshes], [LeaseOwner], [LeaseUntil]) " +
            "SELECT @Key, @ConcurrencyStamp, @DataCenter, @EncryptedRefreshToken, @EncryptedAccessToken, @AccessTokenExpiresAt, @Scopes, " +
            "@OrganizationId, @OrganizationName, @Status, @ConnectedAt, @RecentRefreshes, @LeaseOwner, @LeaseUntil " +
            "FROM (SELECT COUNT(*) AS [Rows] FROM [app].[BiginConnections] WHERE [Key] = @Key) [Existing] WHERE [Existing].[Rows] = 0");
        _server.Types.Should().Equal(
            "String", "String", "String", "String", "String", "Int64", "String", "String", "String", "Int32", "Int64", "String", "String", "Int64");
    }

    [Test]
    public async Task Save_over_the_expected_stamp_and_end_the_lease_with_another_consent()
    {
        await _host.Store().TrySaveAsync(StoreHost.Connection(stamp: "two"), "one");

        _server.Statements.Should().ContainSingle().Which.Should().Be(
            "UPDATE [app].[BiginConnections] SET [LeaseOwner] = CASE WHEN [ConnectedAt] = @ConnectedAt THEN [LeaseOwner] END, " +
            "[LeaseUntil] = CASE WHEN [ConnectedAt] = @ConnectedAt THEN [LeaseUntil] END, [ConcurrencyStamp] = @ConcurrencyStamp, " +
            "[DataCenter] = @DataCenter, [EncryptedRefreshToken] = @EncryptedRefreshToken, [EncryptedAccessToken] = @EncryptedAccessToken, " +
            "[AccessTokenExpiresAt] = @AccessTokenExpiresAt, [Scopes] = @Scopes, [OrganizationId] = @OrganizationId, " +
            "[OrganizationName] = @OrganizationName, [Status] = @Status, [ConnectedAt] = @ConnectedAt, [RecentRefreshes] = @RecentRefreshes " +
            "WHERE [Key] = @Key AND [ConcurrencyStamp] = @expected");
    }

    [Test]
    public async Task Delete_the_expected_stamp()
    {
        await _host.Store().TryDeleteAsync("tenant", "one");

        _server.Statements.Should().ContainSingle().Which.Should().Be("DELETE FROM [app].[BiginConnections] WHERE [Key] = @Key AND [ConcurrencyStamp] = @expected");
    }

    [Test]
    public async Task Take_the_lease_and_give_it_back()
    {
        await using (await _host.Store().TryLockAsync("tenant", StoreHost.Lease))
        {
        }

        _server.Statements[^2..].Should().Equal(
            "UPDATE [app].[BiginConnections] SET [LeaseOwner] = @owner, [LeaseUntil] = @until WHERE [Key] = @Key AND [ConcurrencyStamp] = @expected AND " +
            "([LeaseUntil] IS NULL OR [LeaseUntil] <= @from OR [LeaseUntil] > @tooLate OR [LeaseOwner] = @owner)",
            "UPDATE [app].[BiginConnections] SET [LeaseOwner] = NULL, [LeaseUntil] = NULL WHERE [Key] = @Key AND [LeaseOwner] = @owner");
    }

    [Test]
    public async Task Read_by_the_key()
    {
        (await _host.Store().FindAsync("tenant"))!.RefreshToken.Should().Be("1000.refresh.plain");
        await _host.Store().FindStampAsync("tenant");

        _server.Statements.Should().Equal(
            "SELECT [b].[Key], [b].[ConcurrencyStamp], [b].[DataCenter], [b].[EncryptedRefreshToken], [b].[EncryptedAccessToken], " +
            "[b].[AccessTokenExpiresAt], [b].[Scopes], [b].[OrganizationId], [b].[OrganizationName], [b].[Status], [b].[ConnectedAt], [b].[RecentRefreshes] " +
            "FROM [app].[BiginConnections] [b] WHERE [b].[Key] = @Key",
            "SELECT [b].[ConcurrencyStamp] FROM [app].[BiginConnections] [b] WHERE [b].[Key] = @Key");
    }

    [Test]
    public async Task List_a_page_after_the_last_key()
    {
        _server.Row = ["tenant", "us", Encrypted, Encrypted, "1", "Acorn Books", 0, 1L];

        await _host.Store().ListAsync().ToArrayAsync();

        _server.Statements.Select(statement => statement.ReplaceLineEndings("\n")).Should().Equal(
            """
            SELECT TOP(@p) [b].[Key], [b].[DataCenter], [b].[EncryptedRefreshToken], [b].[EncryptedAccessToken], [b].[OrganizationId], [b].[OrganizationName], [b].[Status], [b].[ConnectedAt]
            FROM [app].[BiginConnections] AS [b]
            WHERE [b].[Key] > @after
            ORDER BY [b].[Key]
            """);
    }

    [Test]
    public async Task Count_in_groups_and_find_the_keys_of_one()
    {
        _server.Row = ["us", 1, Encrypted[..26], 1, "tenant", "tenant"];

        await ((IBiginConnectionCounter)_host.Store()).Invoking(async counter => await counter.CountAsync()).Should().NotThrowAsync();

        _server.Statements.Select(statement => statement.ReplaceLineEndings("\n")).Where((_, i) => i != 1).Should().Equal(
            """
            SELECT [b0].[DataCenter], [b0].[Status], [b0].[KeyId], COUNT(*), MIN([b0].[Key]), MAX([b0].[Key])
            FROM (
                SELECT [b].[Key], [b].[DataCenter], [b].[Status], SUBSTRING([b].[EncryptedRefreshToken], 0 + 1, 26) AS [KeyId]
                FROM [app].[BiginConnections] AS [b]
            ) AS [b0]
            GROUP BY [b0].[DataCenter], [b0].[Status], [b0].[KeyId]
            """,
            """
            SELECT TOP(@p) [b].[Key]
            FROM [app].[BiginConnections] AS [b]
            WHERE [b].[DataCenter] = @group_DataCenter AND [b].[Status] = @group_Status AND SUBSTRING([b].[EncryptedRefreshToken], 0 + 1, 26) = @group_KeyId
            ORDER BY [b].[Key]
            """);
    }

    [Test]
    public async Task Look_for_the_table_by_its_name()
    {
        _server.Error = new Failure();
        _server.Row = [0L];

        (await _host.Store().Invoking(async store => await store.FindStampAsync("tenant")).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("The database of HostContext has no table app.BiginConnections.*");

        _server.Statements[1].Should().Contain("SELECT CAST(COUNT(OBJECT_ID(@p0, N'U')) AS bigint) AS [Value]");
    }

    [Test]
    public void Have_a_primary_key_of_the_one_column()
    {
        using HostContext context = new(new DbContextOptionsBuilder<HostContext>().UseSqlServer("Server=unused.invalid").Options);

        context.Database.GenerateCreateScript().Should().Contain("CONSTRAINT [PK_BiginConnections] PRIMARY KEY ([Key])").And.NotContain("INDEX");
    }

    private string Encrypted => _keys.CreateProtector("Bigin.OAuth", "Connection.v1", "tenant").Protect("1000.refresh.plain");

    private sealed class Failure : DbException;

    private sealed class HostContext(DbContextOptions<HostContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseBiginConnections(schema: "app");
    }

    private sealed class NoConnection : DbConnectionInterceptor
    {
        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(InterceptionResult.Suppress());
    }

    /// <summary>Writes the statements down, and answers as a server with one row.</summary>
    private sealed class NoServer(IDataProtectionProvider keys) : DbCommandInterceptor
    {
        internal List<string> Statements { get; } = [];

        internal List<string> Types { get; } = [];

        /// <summary>Gets or sets what a query of any other row than a connection's or a stamp's finds, instead of those.</summary>
        internal object[]? Row { get; set; }

        /// <summary>Gets or sets what the next query fails with.</summary>
        internal Exception? Error { get; set; }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Statements.Add(command.CommandText);
            Types.AddRange(command.Parameters.Cast<DbParameter>().Select(parameter => $"{parameter.DbType}"));
            return ValueTask.FromResult(InterceptionResult<int>.SuppressWithResult(1));
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Statements.Add(command.CommandText);
            if (Error is { } error)
            {
                Error = null;
                throw error;
            }

            return ValueTask.FromResult(InterceptionResult<DbDataReader>.SuppressWithResult(Table(Values(command.CommandText)).CreateDataReader()));
        }

        private object[] Values(string statement)
        {
            string encrypted = keys.CreateProtector("Bigin.OAuth", "Connection.v1", "tenant").Protect("1000.refresh.plain");
            bool isFind = statement.EndsWith("WHERE [b].[Key] = @Key", StringComparison.Ordinal);
            bool isWhole = statement.Contains("[DataCenter]", StringComparison.Ordinal);
            return !isFind && Row is not null ? Row
                : isWhole ? ["tenant", "one", "us", encrypted, encrypted, 1L, "[]", "1", "Acorn Books", 0, 1L, "[]"]
                : ["one"];
        }

        private static DataTable Table(object[] values)
        {
            var table = new DataTable();
            foreach (object value in values)
            {
                table.Columns.Add(null, value.GetType());
            }

            table.Rows.Add(values);
            return table;
        }
    }
}
