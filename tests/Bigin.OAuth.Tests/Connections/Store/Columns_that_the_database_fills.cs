using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>Required columns of the host that no statement of the library names, and that need no default: the database gives them a value.</summary>
[TestOf(typeof(BiginConnectionsModelBuilderExtensions))]
public sealed class Columns_that_the_database_fills
{
    private const string SqlServer = "sqlserver";

    private static readonly TestCaseData[] Columns =
    [
        Row("a row version of SQL Server", SqlServer, row => row.Property<byte[]>("Version").IsRowVersion().IsRequired()),
        Row("an identity column of SQL Server", SqlServer, row => row.Property<int>("Number").UseIdentityColumn()),
        Row("the period of a temporal table", SqlServer, row => row.ToTable(table => table.IsTemporal())),
        Row("an identity column of PostgreSQL", TestDatabase.PostgreSql, row => NpgsqlPropertyBuilderExtensions.UseIdentityAlwaysColumn(row.Property<int>("Number"))),
        Row("a serial column of PostgreSQL", TestDatabase.PostgreSql, row => NpgsqlPropertyBuilderExtensions.UseSerialColumn(row.Property<int>("Number"))),
        Row("the transaction id of PostgreSQL", TestDatabase.PostgreSql, row => row.Property<uint>("Version").IsRowVersion()),
        Row("a computed column", TestDatabase.Sqlite, row => row.Property<string>("Shown").IsRequired().HasComputedColumnSql("\"Key\" || '!'")),
        Row("a discriminator with a default", TestDatabase.Sqlite, row =>
        {
            row.HasDiscriminator<string>("Kind").HasValue("bigin");
            row.Property<string>("Kind").HasDefaultValue("bigin");
        }),
    ];

    [TestCaseSource(nameof(Columns))]
    public async Task Are_accepted_at_the_start(string provider, Action<ModelBuilder> change)
    {
        await using ServiceProvider host = Open(provider, change);

        await host.Invoking(async x => await x.StartingAsync()).Should().NotThrowAsync();
    }

    [Test]
    public async Task Are_not_taken_for_what_the_server_does_not_fill()
    {
        await using ServiceProvider bytes = Open(TestDatabase.PostgreSql, model => model.Entity<ConnectionRow>().Property<byte[]>("Version").IsRowVersion().IsRequired());

        (await bytes.Invoking(async x => await x.StartingAsync()).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("*The column Version of BiginConnections isn't one of the library's, is required and has no default.*");
    }

    private static TestCaseData Row(string name, string provider, Action<EntityTypeBuilder<ConnectionRow>> change) =>
        new TestCaseData(provider, (Action<ModelBuilder>)(model => model.Entity(change))).SetName(name);

    // None of them exists: no database is asked.
    private static ServiceProvider Open(string provider, Action<ModelBuilder> change) =>
        StoreHost.Open<FilledContext>(new EphemeralDataProtectionProvider(), services =>
        {
            services.AddSingleton(change);
            services.AddDbContext<FilledContext>(options => (provider switch
            {
                TestDatabase.Sqlite => options.UseSqlite("Data Source=/nowhere/unused.db"),
                TestDatabase.PostgreSql => options.UseNpgsql("Host=unused.invalid"),
                _ => options.UseSqlServer("Server=unused.invalid"),
            }).ReplaceService<IModelCacheKeyFactory, AModelForEachTest>());
        });

    private sealed class FilledContext(DbContextOptions<FilledContext> options, Action<ModelBuilder> change) : DbContext(options)
    {
        internal Action<ModelBuilder> Change { get; } = change;

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.UseBiginConnections();
            Change(modelBuilder);
        }
    }

    private sealed class AModelForEachTest : IModelCacheKeyFactory
    {
        public object Create(DbContext context, bool designTime) => (((FilledContext)context).Change, designTime);
    }
}
