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

    internal async Task SaveAsync(OAuthCreatingTicketContext context)
    {
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """INSERT INTO "Tokens" VALUES (@key, @refreshToken, @accessToken, @expiresAt)""";
        command.Parameters.AddWithValue("@key", $"tenant-{Interlocked.Increment(ref _rows)}");
        command.Parameters.AddWithValue("@refreshToken", _protector.Protect(context.RefreshToken!));
        command.Parameters.AddWithValue("@accessToken", _protector.Protect(context.AccessToken!));
        command.Parameters.AddWithValue("@expiresAt", (TimeProvider.System.GetUtcNow() + context.ExpiresIn!.Value).ToUnixTimeMilliseconds());
        await command.ExecuteNonQueryAsync();
    }
}
