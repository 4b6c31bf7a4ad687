using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;

namespace Bigin.OAuth.Benchmarks.Connect;

/// <summary>The least that keeps a connection in a SQLite file: one encrypted row for each consent, written by ADO.NET.</summary>
internal sealed class TokenTable
{
    private readonly string _connectionString;
    private readonly IDataProtector _protector = new EphemeralDataProtectionProvider().CreateProtector("Tokens");
    private int _rows;

    internal TokenTable(string database)
    {
        _connectionString = $"Data Source={database}";
        using var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText =
            """
            PRAGMA journal_mode = 'wal';
            CREATE TABLE "Tokens" ("Key" TEXT NOT NULL PRIMARY KEY, "RefreshToken" TEXT NOT NULL, "AccessToken" TEXT NOT NULL, "ExpiresAt" INTEGER NOT NULL)
            """;
        command.ExecuteNonQuery();
    }

    internal Task SaveAsync(OAuthCreatingTicketContext context) => InsertAsync(
        $"tenant-{Interlocked.Increment(ref _rows)}", context.RefreshToken!, context.AccessToken!, TimeProvider.System.GetUtcNow() + context.ExpiresIn!.Value);

    internal async Task InsertAsync(string key, string refreshToken, string accessToken, DateTimeOffset expiresAt)
    {
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """INSERT INTO "Tokens" VALUES (@key, @refreshToken, @accessToken, @expiresAt)""";
        command.Parameters.AddWithValue("@key", key);
        command.Parameters.AddWithValue("@refreshToken", _protector.Protect(refreshToken));
        command.Parameters.AddWithValue("@accessToken", _protector.Protect(accessToken));
        command.Parameters.AddWithValue("@expiresAt", expiresAt.ToUnixTimeMilliseconds());
        await command.ExecuteNonQueryAsync();
    }

    // By what a find reads, though the row isn't there.
    internal async Task<bool> ContainsAsync(string key)
    {
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """SELECT "RefreshToken", "AccessToken", "ExpiresAt" FROM "Tokens" WHERE "Key" = @key""";
        command.Parameters.AddWithValue("@key", key);
        await using SqliteDataReader reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync();
    }
}
