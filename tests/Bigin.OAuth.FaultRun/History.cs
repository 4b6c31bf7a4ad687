using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Bigin.OAuth.FaultRun;

/// <summary>Makes the database write down every save and every deletion of a connection, in their order for each key, and every lease that was taken from a holder who had not given it back.</summary>
internal sealed class History(string database, string connectionString, IDataProtectionProvider keys)
{
    private const string Columns = """
        INSERT INTO "History" ("Operation", "Key", "Stamp", "RefreshToken", "AccessToken", "ExpiresAt", "Status", "Recent", "Organization", "At")
        """;

    private const string Overtaken = """
        OLD."LeaseOwner" IS NOT NULL AND NEW."LeaseOwner" IS NOT NULL AND NEW."LeaseOwner" <> OLD."LeaseOwner"
        """;

    // In PostgreSQL numbers are given before transactions end, so a lower one may come to light later, though never of the same key.
    private const int Late = 1000;

    private readonly HashSet<long> _seen = [];
    private long _last;

    internal async Task BeginAsync()
    {
        if (database == Library.Sqlite)
        {
            await ExecuteAsync(Table("INTEGER PRIMARY KEY AUTOINCREMENT"));
            await ExecuteAsync($"""CREATE TRIGGER "HistoryInsert" AFTER INSERT ON "BiginConnections" BEGIN {Columns} {Values("'insert'", "NEW")}; END;""");
            await ExecuteAsync($"""CREATE TRIGGER "HistoryUpdate" AFTER UPDATE OF "ConcurrencyStamp" ON "BiginConnections" BEGIN {Columns} {Values("'update'", "NEW")}; END;""");
            await ExecuteAsync($"""CREATE TRIGGER "HistoryDelete" AFTER DELETE ON "BiginConnections" BEGIN {Columns} {Values("'delete'", "OLD")}; END;""");
            await ExecuteAsync($"""CREATE TRIGGER "HistoryLease" AFTER UPDATE OF "LeaseOwner" ON "BiginConnections" WHEN {Overtaken} BEGIN {Columns} {Values("'overtake'", "NEW")}; END;""");
            return;
        }

        await ExecuteAsync(Table("BIGSERIAL PRIMARY KEY"));
        await ExecuteAsync($"""
            CREATE FUNCTION "WriteHistory"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF TG_OP = 'DELETE' THEN {Columns} {Values("'delete'", "OLD")};
                ELSIF TG_OP = 'INSERT' THEN {Columns} {Values("'insert'", "NEW")};
                ELSIF NEW."ConcurrencyStamp" <> OLD."ConcurrencyStamp" THEN {Columns} {Values("'update'", "NEW")};
                ELSIF {Overtaken} THEN {Columns} {Values("'overtake'", "NEW")}; END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER "History" AFTER INSERT OR UPDATE OR DELETE ON "BiginConnections" FOR EACH ROW EXECUTE FUNCTION "WriteHistory"();
            """);
    }

    /// <summary>Reads what came since the last time.</summary>
    internal async Task<IReadOnlyList<RowChange>> ReadAsync()
    {
        await using DbConnection connection = Connect();
        await connection.OpenAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = $"""SELECT * FROM "History" WHERE "Number" > {_last - Late} ORDER BY "Number" """;
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        var changes = new List<RowChange>();
        while (await reader.ReadAsync())
        {
            if (_seen.Add(reader.GetInt64(0)))
            {
                changes.Add(Read(reader));
                _last = Math.Max(_last, reader.GetInt64(0));
            }
        }

        return changes;
    }

    private RowChange Read(DbDataReader reader)
    {
        string key = reader.GetString(2);
        IDataProtector protector = keys.CreateProtector("Bigin.OAuth", "Connection.v1", key);
        return new RowChange(
            reader.GetInt64(0),
            reader.GetString(1),
            key,
            reader.GetString(3),
            protector.Unprotect(reader.GetString(4)).Split(' ')[^1], // after a mark, where it was imported
            reader.IsDBNull(5) ? null : protector.Unprotect(reader.GetString(5)),
            reader.IsDBNull(6) ? null : reader.GetInt64(6),
            reader.GetInt32(7),
            JsonSerializer.Deserialize<long[]>(reader.GetString(8)) is [.., var last] ? last : 0,
            reader.IsDBNull(9) ? null : reader.GetString(9),
            reader.GetInt64(10));
    }

    private static string Table(string number) =>
        $"""
        CREATE TABLE "History" ("Number" {number}, "Operation" TEXT, "Key" TEXT, "Stamp" TEXT, "RefreshToken" TEXT, "AccessToken" TEXT,
            "ExpiresAt" BIGINT, "Status" INTEGER, "Recent" TEXT, "Organization" TEXT, "At" BIGINT);
        """;

    private string Now => database == Library.Sqlite
        ? "CAST((julianday('now') - 2440587.5) * 86400000.0 AS INTEGER)"
        : "(extract(epoch FROM clock_timestamp()) * 1000)::BIGINT";

    private string Values(string operation, string row) =>
        $"""
        VALUES ({operation}, {row}."Key", {row}."ConcurrencyStamp", {row}."EncryptedRefreshToken", {row}."EncryptedAccessToken", {row}."AccessTokenExpiresAt",
            {row}."Status", {row}."RecentRefreshes", {row}."OrganizationId", {Now})
        """;

    private async Task ExecuteAsync(string sql)
    {
        await using DbConnection connection = Connect();
        await connection.OpenAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private DbConnection Connect() => database == Library.Sqlite ? new SqliteConnection(connectionString) : new NpgsqlConnection(connectionString);
}
