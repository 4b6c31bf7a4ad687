using System.Net;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tests.Connections.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>Two replicas with one PostgreSQL and one folder of keys, as two containers would have them.</summary>
public sealed class The_guide_to_containers
{
    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("keys");
    private TestDatabase _database = null!;
    private BiginEmulator _emulator = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _database = await TestDatabase.CreateAsync(TestDatabase.PostgreSql);
        _emulator = await BiginEmulator.StartAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
            await _database.DisposeAsync();
        }

        _keys.Delete(recursive: true);
    }

    [TestCase(true, "/")]
    [TestCase(false, null)]
    public async Task Lets_a_person_start_at_one_replica_and_come_back_to_another_with_the_same_keys(bool isOneRing, string? location)
    {
        await using GuideApp first = await StartReplicaAsync(_keys.FullName);
        await using GuideApp second = await StartReplicaAsync(isOneRing ? _keys.FullName : _keys.CreateSubdirectory("other").FullName);
        using var jar = new CookieJar();

        using HttpResponseMessage start = await jar.GetAsync(new Uri(first.Address, "/bigin/connect"));
        Uri redirect = await _emulator.AcceptAsync(start.Headers.Location!, "one@example.com");
        using HttpResponseMessage end = await jar.GetAsync(new Uri(second.Address, redirect.PathAndQuery));

        end.Headers.Location?.OriginalString.Should().Be(location);
        (await first.Connections.FindAsync("tenant-42") is not null).Should().Be(isOneRing);
        if (!isOneRing)
        {
            (await end.Content.ReadAsStringAsync()).Should().Contain("urn:bigin-oauth:attempt-not-found");
        }
    }

    [Test]
    public async Task Keeps_what_is_refreshed_while_a_replica_stops()
    {
        await using GuideApp first = await StartReplicaAsync(_keys.FullName);
        await using GuideApp second = await StartReplicaAsync(_keys.FullName);
        await _emulator.ConnectAsync(first.App.Services, "tenant-42", "one@example.com");
        _emulator.Clock.Advance(TimeSpan.FromHours(2));
        _emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Delay(TimeSpan.FromSeconds(2)));

        using var gone = new CancellationTokenSource();
        Task waiting = first.Connections.GetAccessTokenAsync("tenant-42", gone.Token).AsTask();
        await gone.CancelAsync(); // the person has closed the tab, and the refresh goes on
        await waiting.Invoking(it => it).Should().ThrowAsync<OperationCanceledException>();
        await first.App.StopAsync(); // as SIGTERM does
        await second.Connections.GetAccessTokenAsync("tenant-42");

        _emulator.Requests.Should().ContainSingle(request => request.Outcome == "access token issued", "the other replica has read what the first one saved");
    }

    [Test]
    public async Task Stops_in_less_time_than_an_orchestrator_waits()
    {
        await using GuideApp app = await StartReplicaAsync(_keys.FullName);

        app.App.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<HostOptions>>().Value.ShutdownTimeout.Should().BeLessThan(TimeSpan.FromSeconds(30));
    }

    [Test]
    public async Task Is_alive_and_not_ready_while_the_database_is_away()
    {
        await using GuideApp app = await StartReplicaAsync(_keys.FullName);
        using var probe = new HttpClient { BaseAddress = app.Address };
        HttpStatusCode ready = (await probe.GetAsync("/health/ready")).StatusCode;

        await _database.ExecuteAsync("ALTER TABLE \"BiginConnections\" RENAME COLUMN \"Status\" TO \"Away\"");
        using HttpResponseMessage away = await probe.GetAsync("/health/ready");
        using HttpResponseMessage live = await probe.GetAsync("/health/live");

        (ready, away.StatusCode, live.StatusCode).Should().Be((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK));
    }

    private Task<GuideApp> StartReplicaAsync(string keys) => GuideApp.StartAsync(
        _emulator,
        ContainersGuide.AddServices,
        app =>
        {
            ContainersGuide.Map(app);
            app.MapBiginOAuth(endpoints => endpoints.ConnectionKey = _ => new("tenant-42"));
        },
        ("Keys", keys),
        ("ConnectionStrings:Bigin", _database.ConnectionString));

    /// <summary>A browser in front of a load balancer: both replicas have one host name, so each gets the cookies of the other.</summary>
    private sealed class CookieJar : IDisposable
    {
        private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });

        internal Task<HttpResponseMessage> GetAsync(Uri address) => _http.GetAsync(address); // cookies ignore ports

        public void Dispose() => _http.Dispose();
    }
}
