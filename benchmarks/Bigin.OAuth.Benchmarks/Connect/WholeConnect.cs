using BenchmarkDotNet.Attributes;
using Bigin.OAuth.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Benchmarks.Connect;

/// <summary>
/// Connects over loopback, from the first request at the host to the last: link, sign-in and consent at the emulator, callback, exchange.
/// Bigin.OAuth and the first row end with a row in a SQLite file, its tokens encrypted; <c>OAuthHandler</c> by itself ends with a cookie that
/// holds the tokens, and Bigin.OAuth by itself with a connection in memory. A third host of Bigin.OAuth has a
/// table by ADO.NET like the baseline's, and so shows what the store in EF Core takes. Half of the time goes into the emulator's pages, which are measured by
/// themselves too.
/// </summary>
public class WholeConnect
{
    internal const string User = "one@example.com";

    // A scope for which Bigin.OAuth asks for no organization, so that both send as many requests.
    internal const string Scope = BiginScopes.Modules.Contacts.All;

    private DirectoryInfo? _folder;
    private BiginEmulator? _emulator;
    private WebApplication? _bigin;
    private WebApplication? _biginInMemory;
    private WebApplication? _biginByAdoNet;
    private WebApplication? _floor;
    private WebApplication? _oauthHandler;
    private Visitor? _visitor;
    private AuthorizationUrlBuilder? _links;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _folder = Directory.CreateTempSubdirectory("bigin");
        _emulator = await BiginEmulator.StartAsync(options =>
        {
            options.CodesPerTenMinutes = int.MaxValue;
            options.AllowIPRedirectUris = true; // the peer makes its redirect URI of the address that it listens on
        });
        _bigin = await BiginHost.StartAsync(_emulator, bigin => BiginHost.PersistInSqlite(bigin, PathOf("connections.db")));
        _biginInMemory = await BiginHost.StartAsync(_emulator);
        _biginByAdoNet = await BiginHost.StartAsync(_emulator, bigin => bigin.Services.AddSingleton<IBiginConnectionStore>(new InsertOnlyConnectionStore(new TokenTable(PathOf("ado-net.db")))));
        _floor = await OAuthHandlerHost.StartAsync(_emulator, new TokenTable(PathOf("tokens.db")).SaveAsync);
        _oauthHandler = await OAuthHandlerHost.StartAsync(_emulator);
        _visitor = new Visitor(_emulator);
        _links = (AuthorizationUrlBuilder)_bigin.Services.GetService(typeof(AuthorizationUrlBuilder))!;
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        _visitor!.Dispose();
        await _bigin!.DisposeAsync();
        await _biginInMemory!.DisposeAsync();
        await _biginByAdoNet!.DisposeAsync();
        await _floor!.DisposeAsync();
        await _oauthHandler!.DisposeAsync();
        await _emulator!.DisposeAsync();
        foreach (FileInfo database in _folder!.GetFiles("*.db"))
        {
            using var connection = new SqliteConnection($"Data Source={database.FullName}");
            SqliteConnection.ClearPool(connection);
        }

        _folder.Delete(recursive: true);
    }

    // These three come first: what is measured first pays for code of the servers that the runtime hasn't optimized yet.
    [Benchmark(Description = "The emulator's pages")]
    public Task<Uri> Pages() => _emulator!.AcceptAsync(_links!.Build().Url, User);

    [Benchmark(Description = "OAuthHandler, tokens in a cookie")]
    public Task OAuthHandler() => _visitor!.ConnectAsync(_oauthHandler!, OAuthHandlerHost.ConnectPath);

    [Benchmark(Description = "Bigin.OAuth, tokens in memory")]
    public Task InMemory() => _visitor!.ConnectAsync(_biginInMemory!, BiginHost.ConnectPath);

    [Benchmark(Baseline = true, Description = "OAuthHandler, tokens encrypted in SQLite by ADO.NET")]
    public Task Floor() => _visitor!.ConnectAsync(_floor!, OAuthHandlerHost.ConnectPath);

    [Benchmark(Description = "Bigin.OAuth, tokens encrypted in SQLite by ADO.NET")]
    public Task ByAdoNet() => _visitor!.ConnectAsync(_biginByAdoNet!, BiginHost.ConnectPath);

    [Benchmark(Description = "Bigin.OAuth, tokens encrypted in SQLite")]
    public Task Connections() => _visitor!.ConnectAsync(_bigin!, BiginHost.ConnectPath);

    private string PathOf(string database) => Path.Combine(_folder!.FullName, database);
}
