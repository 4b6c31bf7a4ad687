using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

[TestOf(typeof(BiginConnectionsDbContext))]
public sealed class Keys_in_a_database
{
    // In a source, because an attribute keeps half of a surrogate pair as U+FFFD.
    private static readonly TestCaseData[] Refused =
    [
        new TestCaseData("").SetName("no character"),
        new TestCaseData(new string('x', 201)).SetName("201 characters"),
        new TestCaseData("a\0b").SetName("U+0000"),
        new TestCaseData("a\uD83D").SetName("half of a surrogate pair"),
        new TestCaseData("\uD83Da").SetName("half of a surrogate pair before a letter"),
        new TestCaseData("\uDE00\uD83D").SetName("halves in the wrong order"),
    ];

    [TestCaseSource(nameof(Refused))]
    public async Task Are_refused_where_no_column_can_hold_them(string key)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using ServiceProvider host = StoreHost.Open(database, new EphemeralDataProtectionProvider());

        await host.Store().Invoking(async store => await store.FindAsync(key)).Should().ThrowAsync<ArgumentException>();
        await host.Store().Invoking(async store => await store.FindStampAsync(key)).Should().ThrowAsync<ArgumentException>();
        await host.Store().Invoking(async store => await store.TrySaveAsync(StoreHost.Connection(key), null)).Should().ThrowAsync<ArgumentException>();
        await host.Store().Invoking(async store => await store.TryDeleteAsync(key, "one")).Should().ThrowAsync<ArgumentException>();
        await host.Store().Invoking(async store => await store.TryLockAsync(key, StoreHost.Lease)).Should().ThrowAsync<ArgumentException>();
    }

    // No SQL Server answers here; the key is refused before anything is sent.
    [Test]
    public async Task Are_refused_on_SQL_Server_where_they_end_with_a_space()
    {
        await using ServiceProvider host = StoreHost.Open<SqlServerContext>(
            new EphemeralDataProtectionProvider(), services => services.AddDbContext<SqlServerContext>(options => options.UseSqlServer("Server=unused.invalid")));

        await host.Store().Invoking(async store => await store.FindAsync("tenant ")).Should().ThrowAsync<ArgumentException>().WithMessage("*SQL Server*");
    }

    [Test]
    public async Task Are_refused_on_SQL_Server_where_their_column_ignores_case()
    {
        await using ServiceProvider host = StoreHost.Open<IgnoringCaseContext>(
            new EphemeralDataProtectionProvider(), services => services.AddDbContext<IgnoringCaseContext>(options => options.UseSqlServer("Server=unused.invalid")));

        (await host.Store().Invoking(async store => await store.FindAsync("tenant")).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("*Key of BiginConnections has the collation Latin1_General_100_CI_AS*");
    }

    [Test]
    public async Task Are_refused_on_an_unknown_database_where_nobody_has_chosen_how_it_compares()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using ServiceProvider host = StoreHost.Open<BiginConnectionsDbContext>(new EphemeralDataProtectionProvider(), services => services.AddDbContext<BiginConnectionsDbContext>(options =>
        {
            database.Use(options);
            options.ReplaceService<IDatabaseProvider, UnknownProvider>();
        }));

        (await host.Store().Invoking(async store => await store.FindAsync("tenant")).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("*Key of BiginConnections has no collation*UseCollation*");
    }

    private sealed class SqlServerContext(DbContextOptions<SqlServerContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseBiginConnections();
    }

    private sealed class IgnoringCaseContext(DbContextOptions<IgnoringCaseContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.UseBiginConnections();
            foreach (IMutableProperty property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
            {
                property.SetCollation("Latin1_General_100_CI_AS");
            }
        }
    }
}
