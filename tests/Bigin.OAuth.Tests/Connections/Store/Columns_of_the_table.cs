using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>The columns as each database gets them, also where the host's conventions say otherwise of all tables.</summary>
[TestOf(typeof(BiginConnectionsModelBuilderExtensions))]
public sealed class Columns_of_the_table
{
    private const string Sqlite = """
        "Key" TEXT NOT NULL
        "ConcurrencyStamp" TEXT NOT NULL
        "DataCenter" TEXT NOT NULL
        "EncryptedRefreshToken" TEXT NOT NULL
        "EncryptedAccessToken" TEXT NULL
        "AccessTokenExpiresAt" INTEGER NULL
        "Scopes" TEXT NOT NULL
        "OrganizationId" TEXT NULL
        "OrganizationName" TEXT NULL
        "Status" INTEGER NOT NULL
        "ConnectedAt" INTEGER NOT NULL
        "RecentRefreshes" TEXT NOT NULL
        "LeaseOwner" TEXT NULL
        "LeaseUntil" INTEGER NULL
        """;

    private const string PostgreSql = """
        "Key" character varying(200) COLLATE "C" NOT NULL
        "ConcurrencyStamp" character varying(64) COLLATE "C" NOT NULL
        "DataCenter" text NOT NULL
        "EncryptedRefreshToken" text NOT NULL
        "EncryptedAccessToken" text
        "AccessTokenExpiresAt" bigint
        "Scopes" text NOT NULL
        "OrganizationId" text
        "OrganizationName" text
        "Status" integer NOT NULL
        "ConnectedAt" bigint NOT NULL
        "RecentRefreshes" text NOT NULL
        "LeaseOwner" character varying(64) COLLATE "C"
        "LeaseUntil" bigint
        """;

    private const string SqlServer = """
        [Key] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL
        [ConcurrencyStamp] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL
        [DataCenter] nvarchar(max) NOT NULL
        [EncryptedRefreshToken] nvarchar(max) NOT NULL
        [EncryptedAccessToken] nvarchar(max) NULL
        [AccessTokenExpiresAt] bigint NULL
        [Scopes] nvarchar(max) NOT NULL
        [OrganizationId] nvarchar(max) NULL
        [OrganizationName] nvarchar(max) NULL
        [Status] int NOT NULL
        [ConnectedAt] bigint NOT NULL
        [RecentRefreshes] nvarchar(max) NOT NULL
        [LeaseOwner] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL
        [LeaseUntil] bigint NULL
        """;

    [TestCase(TestDatabase.Sqlite, Sqlite)]
    [TestCase(TestDatabase.PostgreSql, PostgreSql)]
    [TestCase("sqlserver", SqlServer)]
    public void Are_these_in_the_ready_made_context(string provider, string columns)
    {
        using var context = new BiginConnectionsDbContext(Unconnected<BiginConnectionsDbContext>(provider));

        GetColumns(context).Should().Equal(columns.Split('\n'));
    }

    [TestCase(TestDatabase.Sqlite, Sqlite)]
    [TestCase(TestDatabase.PostgreSql, PostgreSql)]
    [TestCase("sqlserver", SqlServer)]
    public void Are_the_same_in_a_context_with_conventions_for_everything(string provider, string columns)
    {
        using var context = new RudeContext(Unconnected<RudeContext>(provider));

        string[] expected = [.. columns.Split('\n').Select(column => SnakeCase(column, provider))];

        GetColumns(context).Should().Contain(expected);
    }

    // What the test above compares is the library's own; these are what the host's conventions have added to the same table.
    [TestCase(TestDatabase.Sqlite, "\"amount\" TEXT NULL")]
    [TestCase(TestDatabase.PostgreSql, "amount numeric")]
    [TestCase("sqlserver", "[amount] decimal(18,2) NULL", "[period_start] datetime2 GENERATED ALWAYS AS ROW START HIDDEN NOT NULL")]
    public void Are_beside_those_that_conventions_add(string provider, params string[] columns)
    {
        using var context = new RudeContext(Unconnected<RudeContext>(provider));

        GetColumns(context).Should().Contain(columns).And.Contain(column => column.Contains("kind"), "a discriminator is among them");
    }

    [Test]
    public async Task Pass_the_check_of_the_model_for_SQL_Server_too()
    {
        await using ServiceProvider host = StoreHost.Open<RudeContext>(
            new EphemeralDataProtectionProvider(), services => services.AddDbContext<RudeContext>(options => options.UseSqlServer("Server=unused.invalid")));

        await host.Invoking(async x => await x.StartingAsync()).Should().NotThrowAsync("the contract runs on the other two");
    }

    private static string[] GetColumns(DbContext context) =>
    [
        .. context.Database.GenerateCreateScript().Split('\n')
            .Where(line => line.StartsWith("    ", StringComparison.Ordinal) && !line.StartsWith("    CONSTRAINT", StringComparison.Ordinal))
            .Select(line => line.Trim().TrimEnd(',').Split(" CONSTRAINT ")[0]),
    ];

    // PostgreSQL's provider quotes only names with capitals.
    private static string SnakeCase(string column, string provider)
    {
        int end = column.IndexOfAny(['"', ']'], 1);
        string name = string.Concat(column[1..end].Select((letter, i) => char.IsUpper(letter) ? $"{(i > 0 ? "_" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
        return provider == TestDatabase.PostgreSql ? name + column[(end + 1)..] : column[..1] + name + column[end..];
    }

    private static DbContextOptions<TContext> Unconnected<TContext>(string provider)
        where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>();
        return (provider switch
        {
            TestDatabase.Sqlite => options.UseSqlite("Data Source=unused.db"),
            TestDatabase.PostgreSql => options.UseNpgsql("Host=unused.invalid"),
            _ => options.UseSqlServer("Server=unused.invalid"),
        }).Options;
    }
}
