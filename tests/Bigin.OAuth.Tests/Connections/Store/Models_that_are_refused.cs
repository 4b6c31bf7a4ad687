using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>What a host's model can still break is refused when the host starts, with the column and the fix, and before a code is spent.</summary>
[TestOf(typeof(BiginOAuthBuilderEntityFrameworkCoreExtensions))]
public sealed class Models_that_are_refused
{
    private static readonly TestCaseData[] Changes =
    [
        Row("a required column without a default", row => row.Property<DateTime>("CreatedAt"), "The column CreatedAt of BiginConnections isn't one of the library's, is required and has no default. Give it a default (HasDefaultValue"),
        Row("a required row version, which SQLite doesn't fill", row => row.Property<byte[]>("Version").IsRowVersion().IsRequired(), "The column Version of BiginConnections isn't one of the library's"),
        Row("a number that EF Core gives", row => row.Property<int>("Number").ValueGeneratedOnAdd(), "The column Number of BiginConnections isn't one of the library's"),
        Row("a converter", row => row.Property(x => x.Scopes).HasConversion(x => x + "!", x => x), "The column Scopes of BiginConnections has a value converter"),
        Row("numbers as text", row => row.Property(x => x.LeaseUntil).HasConversion<string>(), "The column LeaseUntil of BiginConnections has a value converter"),
        Row("a composite key", row => row.HasKey("Key", "DataCenter"), "The primary key of BiginConnections has to be the column Key and no other."),
        Row("a discriminator without a default", row => row.HasDiscriminator<string>("Kind").HasValue("bigin"), "The column Kind of BiginConnections is a discriminator, so its default has to be its value."),
        Row("a discriminator with another default", row => HasDiscriminator(row).HasDefaultValue("other"), "The column Kind of BiginConnections is a discriminator, so its default has to be its value."),
        Row("a discriminator with a default that only the database knows", row => HasDiscriminator(row).HasDefaultValueSql("'bigin'"), "The column Kind of BiginConnections is a discriminator, so its default has to be its value."),
        Row("a table that is split", row => row.SplitToTable("Audits", audit => audit.Property<string?>("ChangedBy")), "ConnectionRow is split over BiginConnections and Audits."),
        PostgreSqlRow("a text that is too short", row => row.Property(x => x.EncryptedRefreshToken).HasMaxLength(200), "The column EncryptedRefreshToken of BiginConnections holds 200 characters, and has to hold any number of them."),
        PostgreSqlRow("a key that is too short", row => row.Property(x => x.Key).HasMaxLength(100), "The column Key of BiginConnections holds 100 characters, and has to hold 200."),
        PostgreSqlRow("a type that is too short", row => row.Property(x => x.Scopes).HasColumnType("varchar(256)"), "The column Scopes of BiginConnections holds 256 characters"),
        Row("a column that has to be nullable", row => row.Property(x => x.OrganizationId).IsRequired(), "The column OrganizationId of BiginConnections has to be nullable."),
        Row("a column that has to be required", row => row.Property(x => x.Scopes).IsRequired(false), "The column Scopes of BiginConnections has to be required."),
        Row("a computed column", row => row.Property(x => x.OrganizationName).HasComputedColumnSql("'x'"), "The column OrganizationName of BiginConnections is computed"),
        Row("an ignored property", row => row.Ignore(x => x.RecentRefreshes), "The property RecentRefreshes is mapped to no column."),
        Row("a table that is none", row => row.ToView("Somewhere").ToTable((string?)null), "ConnectionRow is mapped to no table."),
        Row("a key that ignores case", row => row.Property(x => x.Key).UseCollation("NOCASE"), "The column Key of BiginConnections has the collation NOCASE, so the database may take one text for another"),
        Row("a stamp that ignores case", row => row.Property(x => x.ConcurrencyStamp).UseCollation("NOCASE"), "The column ConcurrencyStamp of BiginConnections has the collation NOCASE, so the database may take one text for another"),
        PostgreSqlRow("a lease owner that ignores case", row => row.Property(x => x.LeaseOwner).UseCollation("und-x-icu"), "The column LeaseOwner of BiginConnections has the collation und-x-icu"),
    ];

    [TestCaseSource(nameof(Changes))]
    public async Task Are_named_when_the_host_starts_and_at_every_call(Action<ModelBuilder> change, string provider, string message)
    {
        await using ServiceProvider host = Open(provider, change);

        (await host.Invoking(async x => await x.StartingAsync()).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage($"The model of ChangedContext can't keep Bigin connections:*- {message}*");
        await host.Store().Invoking(async store => await store.FindAsync("tenant")).Should().ThrowAsync<InvalidOperationException>();
    }

    [Test]
    public async Task Are_told_all_that_is_wrong_at_once()
    {
        await using ServiceProvider host = Open(TestDatabase.PostgreSql, model => model.Entity<ConnectionRow>(row =>
        {
            row.Property<DateTime>("CreatedAt");
            row.Property(x => x.Scopes).HasMaxLength(256);
        }));

        string message = (await host.Invoking(async x => await x.StartingAsync()).Should().ThrowAsync<InvalidOperationException>()).Which.Message;

        message.Split("\n- ").Should().HaveCount(3);
    }

    [Test]
    public async Task Are_refused_at_the_start_where_the_database_is_not_relational()
    {
        await using ServiceProvider host = StoreHost.Open<AppDbContext>(
            new EphemeralDataProtectionProvider(), services => services.AddDbContext<AppDbContext>(options => options.UseInMemoryDatabase("host")));

        (await host.Invoking(async x => await x.StartingAsync()).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("AppDbContext uses Microsoft.EntityFrameworkCore.InMemory, which is not a relational database. Use SQLite with a file*");
    }

    [Test]
    public async Task Do_not_keep_a_host_from_starting_while_its_database_is_away()
    {
        await using ServiceProvider host = StoreHost.Open<AppDbContext>(
            new EphemeralDataProtectionProvider(), services => services.AddDbContext<AppDbContext>(options => options.UseNpgsql("Host=unused.invalid")));

        await host.Invoking(async x => await x.StartingAsync()).Should().NotThrowAsync();
    }

    private static PropertyBuilder<string> HasDiscriminator(EntityTypeBuilder<ConnectionRow> row)
    {
        row.HasDiscriminator<string>("Kind").HasValue("bigin");
        return row.Property<string>("Kind");
    }

    private static TestCaseData Row(string name, Action<EntityTypeBuilder<ConnectionRow>> change, string message) =>
        new TestCaseData((Action<ModelBuilder>)(model => model.Entity(change)), TestDatabase.Sqlite, message).SetName(name);

    private static TestCaseData PostgreSqlRow(string name, Action<EntityTypeBuilder<ConnectionRow>> change, string message) =>
        new TestCaseData((Action<ModelBuilder>)(model => model.Entity(change)), TestDatabase.PostgreSql, message).SetName(name);

    // Neither exists: the model is refused before a database is asked.
    private static ServiceProvider Open(string provider, Action<ModelBuilder> change) =>
        StoreHost.Open<ChangedContext>(new EphemeralDataProtectionProvider(), services =>
        {
            services.AddSingleton(change);
            services.AddDbContext<ChangedContext>(options => (provider == TestDatabase.Sqlite
                ? options.UseSqlite("Data Source=/nowhere/unused.db")
                : options.UseNpgsql("Host=unused.invalid")).ReplaceService<IModelCacheKeyFactory, AModelForEachTest>());
        });

    private sealed class ChangedContext(DbContextOptions<ChangedContext> options, Action<ModelBuilder> change) : DbContext(options)
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
        public object Create(DbContext context, bool designTime) => (((ChangedContext)context).Change, designTime);
    }
}
