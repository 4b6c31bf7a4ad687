using BenchmarkDotNet.Attributes;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Benchmarks.Connections.Store;

/// <summary>Reads the stamp of one connection, as a process does every half minute for each connection in use.</summary>
public class FindStamp
{
    // One each: a compiled query is for one model, and each registration has its own.
    private static readonly Func<BiginConnectionsDbContext, string, Task<string?>> Query = Compile(), ScopedQuery = Compile();

    private SqliteFile? _file;

    [GlobalSetup]
    public async Task SetupAsync() => _file = await SqliteFile.CreateAsync(100);

    [GlobalCleanup]
    public void Cleanup() => _file?.Dispose();

    [Benchmark(Baseline = true, Description = "ADO.NET")]
    public async Task<string?> AdoNet()
    {
        await using var connection = new SqliteConnection(_file!.ConnectionString);
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """SELECT "ConcurrencyStamp" FROM "BiginConnections" WHERE "Key" = @key""";
        command.Parameters.AddWithValue("@key", _file.NextKey());
        return (string?)await command.ExecuteScalarAsync();
    }

    [Benchmark(Description = "EF Core's compiled query, AddPooledDbContextFactory")]
    public async Task<string?> CompiledQuery()
    {
        await using BiginConnectionsDbContext context = await _file!.Contexts.CreateDbContextAsync();
        return await Query(context, _file.NextKey());
    }

    [Benchmark(Description = "Bigin.OAuth, AddPooledDbContextFactory")]
    public ValueTask<string?> Pooled() => _file!.Pooled.FindStampAsync(_file.NextKey());

    [Benchmark(Description = "Bigin.OAuth, AddDbContextFactory")]
    public ValueTask<string?> Factory() => _file!.Factory.FindStampAsync(_file.NextKey());

    [Benchmark(Description = "EF Core's compiled query, AddDbContext")]
    public async Task<string?> ScopedCompiledQuery()
    {
        await using AsyncServiceScope scope = _file!.OpenScope();
        return await ScopedQuery(scope.ServiceProvider.GetRequiredService<BiginConnectionsDbContext>(), _file.NextKey());
    }

    [Benchmark(Description = "Bigin.OAuth, AddDbContext")]
    public ValueTask<string?> Plain() => _file!.Plain.FindStampAsync(_file.NextKey());

    private static Func<BiginConnectionsDbContext, string, Task<string?>> Compile() => EF.CompileAsyncQuery(
        (BiginConnectionsDbContext context, string key) =>
            context.Set<ConnectionRow>().Where(row => row.Key == key).Select(row => row.ConcurrencyStamp).SingleOrDefault());
}
