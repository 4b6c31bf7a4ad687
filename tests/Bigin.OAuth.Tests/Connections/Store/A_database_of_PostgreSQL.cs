using System.Data.Common;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>What a SQLite file has nothing of.</summary>
[TestOf(typeof(BiginOAuthBuilderEntityFrameworkCoreExtensions))]
public sealed class A_database_of_PostgreSQL
{
    private static readonly AsyncLocal<string?> Tenant = new();

    private readonly EphemeralDataProtectionProvider _keys = new();

    [TestCase("Search Path=")]
    [TestCase("Options=-c search_path=")]
    public async Task Is_refused_where_each_tenant_has_a_search_path(string setting)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.PostgreSql);
        await database.ExecuteAsync("CREATE SCHEMA anna; CREATE SCHEMA common;");
        await using ServiceProvider host = StoreHost.Open<BiginConnectionsDbContext>(_keys, services => services.AddDbContext<BiginConnectionsDbContext>(
            options => options.UseNpgsql($"{database.ConnectionString};Pooling=False;{setting}{Tenant.Value ?? "common"}")));
        Tenant.Value = "anna";

        (await host.Store().Invoking(async store => await store.FindAsync("default")).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("BiginConnectionsDbContext leads to *anna* here, and to *common* where no request is running.*");
    }

    [Test]
    public async Task May_have_another_password_after_a_while()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.PostgreSql);
        string password = "first";
        await using ServiceProvider host = StoreHost.Open<BiginConnectionsDbContext>(_keys, services => services.AddDbContext<BiginConnectionsDbContext>(
            options => options.UseNpgsql(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = password, Pooling = false }.ConnectionString)));
        (await host.Store().TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();

        password = "second";

        (await host.Store().FindAsync("tenant")).Should().NotBeNull();
    }

    // Why docs/storage.md asks for a connection string.
    [Test]
    public async Task Can_run_no_two_calls_at_once_on_one_connection_that_all_share()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.PostgreSql);
        await using DbConnection connection = database.Connection();
        var reader = new HeldReader();
        await using ServiceProvider host = StoreHost.Open<AppDbContext>(
            _keys, services => services.AddDbContext<AppDbContext>(options => options.UseNpgsql(connection).AddInterceptors(reader)));
        await HostContexts.CreateTablesAsync(host);
        (await host.Store().TrySaveAsync(StoreHost.Connection(), null)).Should().BeTrue();

        reader.IsHeld = true;
        Task<StoredConnection?> first = host.Store().FindAsync("tenant").AsTask();
        await reader.Opened.Task.WaitAsync(Hang.Limit);

        (await host.Store().Invoking(async store => await store.FindAsync("tenant")).Should().ThrowAsync<DbException>())
            .WithMessage("*command is already in progress*");
        reader.Release.SetResult();
        (await first).Should().NotBeNull();
    }

    /// <summary>Holds the first call while its rows are open.</summary>
    private sealed class HeldReader : DbCommandInterceptor
    {
        internal bool IsHeld { get; set; }

        internal TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            if (IsHeld)
            {
                IsHeld = false;
                Opened.SetResult();
                await Release.Task.WaitAsync(Hang.Limit, cancellationToken);
            }

            return result;
        }
    }
}
