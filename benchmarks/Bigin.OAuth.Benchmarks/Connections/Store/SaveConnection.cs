using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;

namespace Bigin.OAuth.Benchmarks.Connections.Store;

/// <summary>Encrypts one connection and saves it over the state that it was decided on, as a refresh does twice. Every save is a commit to the disk.</summary>
public class SaveConnection
{
    private readonly Dictionary<string, string> _stamps = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private SqliteFile? _file;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _file = await SqliteFile.CreateAsync(100);
        for (int i = 0; i < 100; i++)
        {
            string key = _file.NextKey();
            _stamps[key] = (await _file.Pooled.FindStampAsync(key))!;
        }
    }

    [GlobalCleanup]
    public void Cleanup() => _file?.Dispose();

    [Benchmark(Baseline = true, Description = "Protect and ADO.NET")]
    public async Task<int> AdoNet()
    {
        StoredConnection next = Next(out string expected);
        IDataProtector protector = _file!.Protector.CreateProtector(next.Key);
        await using var connection = new SqliteConnection(_file.ConnectionString);
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText =
            """
            UPDATE "BiginConnections" SET "ConcurrencyStamp" = @stamp, "DataCenter" = @dataCenter, "EncryptedRefreshToken" = @refreshToken,
                "EncryptedAccessToken" = @accessToken, "AccessTokenExpiresAt" = @expiresAt, "Scopes" = @scopes, "OrganizationId" = @organizationId,
                "OrganizationName" = @organizationName, "Status" = @status, "ConnectedAt" = @connectedAt, "RecentRefreshes" = @recent
            WHERE "Key" = @key AND "ConcurrencyStamp" = @expected
            """;
        command.Parameters.AddWithValue("@key", next.Key);
        command.Parameters.AddWithValue("@expected", expected);
        command.Parameters.AddWithValue("@stamp", next.ConcurrencyStamp);
        command.Parameters.AddWithValue("@dataCenter", next.DataCenter);
        command.Parameters.AddWithValue("@refreshToken", protector.Protect(next.RefreshToken));
        command.Parameters.AddWithValue("@accessToken", protector.Protect(next.AccessToken!));
        command.Parameters.AddWithValue("@expiresAt", next.AccessTokenExpiresAt!.Value.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("@scopes", JsonSerializer.Serialize(next.Scopes));
        command.Parameters.AddWithValue("@organizationId", (object?)next.OrganizationId ?? DBNull.Value);
        command.Parameters.AddWithValue("@organizationName", (object?)next.OrganizationName ?? DBNull.Value);
        command.Parameters.AddWithValue("@status", (int)next.Status);
        command.Parameters.AddWithValue("@connectedAt", next.ConnectedAt.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("@recent", JsonSerializer.Serialize(next.RecentRefreshes.Select(time => time.ToUnixTimeMilliseconds())));
        return await command.ExecuteNonQueryAsync();
    }

    [Benchmark(Description = "Bigin.OAuth, AddPooledDbContextFactory")]
    public async Task<bool> Pooled()
    {
        StoredConnection next = Next(out string expected);
        return await _file!.Pooled.TrySaveAsync(next, expected);
    }

    [Benchmark(Description = "Bigin.OAuth, AddDbContextFactory")]
    public async Task<bool> Factory()
    {
        StoredConnection next = Next(out string expected);
        return await _file!.Factory.TrySaveAsync(next, expected);
    }

    [Benchmark(Description = "Bigin.OAuth, AddDbContext")]
    public async Task<bool> Plain()
    {
        StoredConnection next = Next(out string expected);
        return await _file!.Plain.TrySaveAsync(next, expected);
    }

    private StoredConnection Next(out string expectedStamp)
    {
        string key = _file!.NextKey();
        expectedStamp = _stamps[key];
        StoredConnection next = Client.Connection(key, _now);
        _stamps[key] = next.ConcurrencyStamp;
        return next;
    }
}
