using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Command;

/// <summary>A program that runs beside the command, on the emulator of a session and a database of its own, with <c>tenant-42</c> connected.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly DirectoryInfo _ring;
    private readonly ServiceProvider _services;

    private RunningProgram(CommandSession session)
    {
        Database = session.GetPath("app.db");
        _ring = Directory.CreateDirectory(session.GetPath("ring"));
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("invoices").PersistKeysToFileSystem(_ring);
        services.AddPooledDbContextFactory<BiginConnectionsDbContext>(options => options.UseSqlite(ConnectionString));
        services.AddBiginOAuth(options => options.ClientType = BiginClientType.SelfClient)
            .UseEmulator(new Uri(session.Address))
            .PersistConnectionsToDbContext<BiginConnectionsDbContext>();
        services.PostConfigure<BiginOAuthOptions>(options => (options.ClientId, options.ClientSecret) = (session.Emulator.ClientId, session.Emulator.ClientSecret));
        _services = services.BuildServiceProvider();
    }

    internal string Database { get; }

    internal string ConnectionString => $"Data Source={Database}";

    /// <summary>Gets the options by which the command uses the same key ring.</summary>
    internal string[] KeyRingOptions => ["--key-ring", _ring.FullName, "--application-name", "invoices"];

    internal BiginConnections Connections => _services.GetRequiredService<BiginConnections>();

    internal static async Task<RunningProgram> StartAsync(CommandSession session)
    {
        var program = new RunningProgram(session);
        DataCenter dataCenter = session.Emulator.DataCenters.Single(x => x.Id == "us");
        (await program.Connections.ImportAsync("tenant-42", session.Emulator.IssueRefreshToken(CommandSession.User), dataCenter)).Should().BeOfType<Connected>();
        return program;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
