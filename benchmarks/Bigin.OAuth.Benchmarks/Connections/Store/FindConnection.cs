using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Bigin.OAuth.Benchmarks.Connections.Store;

/// <summary>Finds one connection in a SQLite file and decrypts it, as a process does for the first token of a key.</summary>
public class FindConnection
{
    private static readonly Func<BiginConnectionsDbContext, string, Task<ConnectionRow?>> Query = EF.CompileAsyncQuery(
        (BiginConnectionsDbContext context, string key) => context.Set<ConnectionRow>().AsNoTracking().SingleOrDefault(row => row.Key == key));

    private SqliteFile? _file;

    [Params(100, 100_000)]
    public int Connections { get; set; }

    [GlobalSetup]
    public async Task SetupAsync() => _file = await SqliteFile.CreateAsync(Connections);

    [GlobalCleanup]
    public void Cleanup() => _file?.Dispose();

    [Benchmark(Baseline = true, Description = "ADO.NET and Unprotect")]
    public async Task<StoredConnection?> AdoNet()
    {
        string key = _file!.NextKey();
        await using var connection = new SqliteConnection(_file.ConnectionString);
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT "Key", "ConcurrencyStamp", "DataCenter", "EncryptedRefreshToken", "EncryptedAccessToken", "AccessTokenExpiresAt", "Scopes",
                "OrganizationId", "OrganizationName", "Status", "ConnectedAt", "RecentRefreshes"
            FROM "BiginConnections" WHERE "Key" = @key
            """;
        command.Parameters.AddWithValue("@key", key);
        await using SqliteDataReader row = await command.ExecuteReaderAsync();
        return !await row.ReadAsync() ? null : Decrypt(new ConnectionRow
        {
            Key = row.GetString(0),
            ConcurrencyStamp = row.GetString(1),
            DataCenter = row.GetString(2),
            EncryptedRefreshToken = row.GetString(3),
            EncryptedAccessToken = row.IsDBNull(4) ? null : row.GetString(4),
            AccessTokenExpiresAt = row.IsDBNull(5) ? null : row.GetInt64(5),
            Scopes = row.GetString(6),
            OrganizationId = row.IsDBNull(7) ? null : row.GetString(7),
            OrganizationName = row.IsDBNull(8) ? null : row.GetString(8),
            Status = row.GetInt32(9),
            ConnectedAt = row.GetInt64(10),
            RecentRefreshes = row.GetString(11),
        });
    }

    [Benchmark(Description = "EF Core's compiled query and Unprotect")]
    public async Task<StoredConnection?> CompiledQuery()
    {
        await using BiginConnectionsDbContext context = await _file!.Contexts.CreateDbContextAsync();
        return await Query(context, _file.NextKey()) is { } row ? Decrypt(row) : null;
    }

    [Benchmark(Description = "Bigin.OAuth, AddPooledDbContextFactory")]
    public ValueTask<StoredConnection?> Pooled() => _file!.Pooled.FindAsync(_file.NextKey());

    [Benchmark(Description = "Bigin.OAuth, AddDbContextFactory")]
    public ValueTask<StoredConnection?> Factory() => _file!.Factory.FindAsync(_file.NextKey());

    [Benchmark(Description = "Bigin.OAuth, AddDbContext")]
    public ValueTask<StoredConnection?> Plain() => _file!.Plain.FindAsync(_file.NextKey());

    private StoredConnection Decrypt(ConnectionRow row)
    {
        IDataProtector protector = _file!.Protector.CreateProtector(row.Key);
        return new StoredConnection
        {
            Key = row.Key,
            ConcurrencyStamp = row.ConcurrencyStamp,
            DataCenter = row.DataCenter,
            RefreshToken = protector.Unprotect(row.EncryptedRefreshToken),
            AccessToken = row.EncryptedAccessToken is { } encrypted ? protector.Unprotect(encrypted) : null,
            AccessTokenExpiresAt = row.AccessTokenExpiresAt is { } expiresAt ? DateTimeOffset.FromUnixTimeMilliseconds(expiresAt) : null,
            Scopes = JsonSerializer.Deserialize<string[]>(row.Scopes)!,
            OrganizationId = row.OrganizationId,
            OrganizationName = row.OrganizationName,
            Status = (ConnectionStatus)row.Status,
            ConnectedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.ConnectedAt),
            RecentRefreshes = [.. JsonSerializer.Deserialize<long[]>(row.RecentRefreshes)!.Select(DateTimeOffset.FromUnixTimeMilliseconds)],
        };
    }
}
