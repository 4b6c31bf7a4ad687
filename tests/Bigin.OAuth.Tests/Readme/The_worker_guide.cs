using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tests.Connections.Store;
using Invoices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Readme;

public sealed class The_worker_guide : IAsyncDisposable
{
    private const string End = "The round ended.";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("worker");
    private readonly FakeTimeProvider _timers = new();
    private readonly RecordedLogs _logs = new("Invoices");
    private readonly List<IHost> _hosts = [];
    private BiginEmulator _emulator = null!;

    public async ValueTask DisposeAsync()
    {
        foreach (IHost host in _hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }

        await _emulator.DisposeAsync();
        _logs.Dispose();
        SqlitePool.ClearFolder(_folder);
        _folder.Delete(recursive: true);
    }

    [Test]
    public async Task Calls_every_connection_that_the_web_application_made_in_every_round()
    {
        BiginConnections web = await StartWebAsync();
        await ConnectAsync(web, "acorn", "one@example.com");
        await ConnectAsync(web, "dogwood", "europe@example.com");
        await StartWorkerAsync();

        string[] first = await ReadToAsync(End);
        await ConnectAsync(web, "cedar", "three@example.com", "Cedar Ceramics");
        string[] second = await NextRoundAsync();

        first.Should().BeEquivalentTo("Information acorn: done.", "Information dogwood: done.", $"Information {End}");
        second.Should().BeEquivalentTo("Information acorn: done.", "Information dogwood: done.", "Information cedar: done.", $"Information {End}");
    }

    [Test]
    public async Task Skips_those_who_have_to_connect_again_until_they_did()
    {
        BiginConnections web = await StartWebAsync();
        await ConnectAsync(web, "acorn", "one@example.com");
        await ConnectAsync(web, "dogwood", "europe@example.com");
        _emulator.RevokeAll("one@example.com");
        await StartWorkerAsync();

        string[] found = await ReadToAsync(End);
        string[] skipped = await NextRoundAsync();
        await ConnectAsync(web, "acorn", "one@example.com");
        string[] again = await NextRoundAsync();

        const string Notice = "acorn has to connect Acorn Books (700000101) again."; // at its own time, for no round waits for the host's handlers
        string[] all = [.. found, .. skipped, .. again];
        all = all.Contains($"Warning {Notice}") ? all : [.. all, .. await ReadToAsync(Notice)];
        all.Should().ContainSingle(line => line == $"Warning {Notice}");
        Rounds(found).Should().BeEquivalentTo("Information acorn: skipped, NeedsConsent.", "Information dogwood: done.", $"Information {End}");
        Rounds(skipped).Should().Equal("Information dogwood: done.", $"Information {End}");
        Rounds(again).Should().BeEquivalentTo("Information acorn: done.", "Information dogwood: done.", $"Information {End}");

        static IEnumerable<string> Rounds(string[] lines) => lines.Where(line => line != $"Warning {Notice}");
    }

    [Test]
    public async Task Tries_in_the_next_round_what_failed_for_now()
    {
        await ConnectAsync(await StartWebAsync(), "acorn", "one@example.com");
        _emulator.Clock.Advance(TimeSpan.FromHours(2));
        _emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Throttle);
        await StartWorkerAsync();

        string[] first = await ReadToAsync(End);
        _emulator.Clock.Advance(TimeSpan.FromMinutes(15));
        string[] second = await NextRoundAsync();

        first.Should().Equal("Warning acorn: failed, next round.", $"Information {End}");
        second.Should().Equal("Information acorn: done.", $"Information {End}");
    }

    [Test]
    public async Task Takes_a_call_that_fails_for_no_reason_to_stop()
    {
        await ConnectAsync(await StartWebAsync(), "acorn", "one@example.com");
        _emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.CutConnection);
        await StartWorkerAsync();

        string[] first = await ReadToAsync(End);
        string[] second = await NextRoundAsync();

        first.Should().Equal("Warning acorn: failed, next round.", $"Information {End}");
        second.Should().Equal("Information acorn: done.", $"Information {End}");
    }

    [Test]
    public async Task Says_that_the_key_ring_is_another()
    {
        await ConnectAsync(await StartWebAsync(), "acorn", "one@example.com");
        await StartWorkerAsync(services => services.AddDataProtection().SetApplicationName("worker"));

        string[] round = await ReadToAsync(End);

        round.Should().Equal("Error acorn: can't be used, Unreadable.", $"Information {End}");
    }

    [Test]
    public async Task Goes_on_after_a_round_that_broke()
    {
        _emulator = await BiginEmulator.StartAsync();
        string later = Path.Combine(_folder.FullName, "later");
        await StartWorkerAsync(database: Path.Combine(later, "bigin.db"));

        string[] first = await ReadToAsync("broke off");
        Directory.CreateDirectory(later);
        string[] second = await NextRoundAsync();

        first.Should().Equal("Error The round broke off.");
        second.Should().Equal($"Information {End}");
    }

    private async Task<BiginConnections> StartWebAsync()
    {
        _emulator = await BiginEmulator.StartAsync();
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        Configure(builder);
        builder.Logging.ClearProviders();
        builder.AddBigin().UseEmulator(_emulator);
        WebApplication app = builder.Build();
        _hosts.Add(app);
        await app.StartAsync();
        return app.Services.GetRequiredService<BiginConnections>();
    }

    private async Task StartWorkerAsync(Action<IServiceCollection>? more = null, string? database = null)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        Configure(builder, database);
        builder.Logging.ClearProviders().AddProvider(_logs);
        WorkerGuide.AddServices(builder);
        builder.Services.AddSingleton<TimeProvider>(_timers);
        builder.Services.AddBiginOAuth(_ => { }).UseEmulator(_emulator);
        more?.Invoke(builder.Services);
        IHost host = builder.Build();
        _hosts.Add(host);
        await host.StartAsync();
    }

    private async Task<string[]> ReadToAsync(string message) => [.. (await _logs.ReadToAsync(message)).Select(entry => $"{entry.Level} {entry.Message}")];

    private Task<string[]> NextRoundAsync()
    {
        _timers.Advance(TimeSpan.FromMinutes(15));
        return ReadToAsync(End);
    }

    private async Task ConnectAsync(BiginConnections web, string key, string user, string? organization = null)
    {
        IServiceProvider services = _hosts[0].Services;
        AuthorizationRequest request = services.GetRequiredService<AuthorizationUrlBuilder>().Build();
        Uri redirect = await _emulator.AcceptAsync(request.Url, user, organization);
        var result = (AuthorizationResult)services.GetRequiredService<RedirectResponseParser>().Parse(redirect, request.Pending);
        (await web.ConnectAsync(key, result)).Should().BeOfType<Connected>();
    }

    private void Configure(IHostApplicationBuilder builder, string? database = null) => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["urls"] = "http://127.0.0.1:0",
        ["ConnectionStrings:Bigin"] = $"Data Source={database ?? Path.Combine(_folder.FullName, "bigin.db")}",
        ["KeyRing"] = Path.Combine(_folder.FullName, "keys"),
        ["Bigin:RedirectUri"] = "http://localhost:5999/bigin/callback",
        ["Bigin:Scopes:0"] = BiginScopes.Org.Read,
        ["Bigin:ForceConsent"] = "true",
    });
}
