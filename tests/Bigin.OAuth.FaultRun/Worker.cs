using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Bigin.OAuth.FaultRun;

/// <summary>One of the processes: callers who want the access tokens of random connections or their organizations, until it is told to stop or killed.</summary>
/// <remarks>
/// It says on its standard output what happened, a line each: <c>call OUTCOME KEY SINCE TOKEN</c>, <c>did OPERATION OUTCOME</c>, <c>answered REQUEST</c>,
/// <c>faulted KEY CALL EFFECT TIME</c>, <c>stray ADDRESS</c>, <c>unobserved TYPE</c>, <c>connected</c>, <c>done</c>. It hears, with tabs between words:
/// <c>do OPERATION …</c> (begin it), <c>store HOW NUMBER</c> (fail), <c>heal</c>, <c>all</c> (call for every connection once, then say
/// <c>done</c>), <c>ping</c>, <c>one KEY</c> (call for this one, then say <c>done</c>), <c>rest</c> and <c>stop</c>.
/// </remarks>
internal sealed class Worker(IServiceProvider services, string name, WorkerSettings settings, Action<string> say) : IDisposable
{
    private const int Callers = 8;

    private readonly BiginConnections _connections = services.GetRequiredService<BiginConnections>();
    private readonly FaultyStore _store = services.GetRequiredService<FaultyStore>();
    private readonly WorkerOperations _operations = new(services, say);
    private readonly CancellationTokenSource _rest = new();
    private int _calls;

    internal static async Task RunAsync(WorkerSettings settings, string name, Dice dice)
    {
        using TextWriter output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        Action<string> say = output.WriteLine;
        TaskScheduler.UnobservedTaskException += (_, unobserved) => say($"unobserved {unobserved.Exception.InnerException?.GetType()}");

        HashSet<int> known = [.. settings.Servers.Values.Select(server => server.Port)];
        if (settings.Database != Library.Sqlite)
        {
            known.Add(new NpgsqlConnectionStringBuilder(settings.ConnectionString).Port);
        }

        using var sockets = new OpenedSockets(known, say);
        using var log = new FileLog(Path.Combine(settings.Folder, $"{name}.log"));
        using var clock = new SharedClock(settings.Clock);
        using IHost host = BuildHost(settings, name, dice, log, clock, say);
        await host.StartAsync();

        using var worker = new Worker(host.Services, name, settings, say);
        Task callers = Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => dice.Next()).ToArray().Select(seed => Task.Run(() => worker.CallAsync(new Dice(seed)))));
        await worker.ListenAsync();
        await worker._operations.WaitAsync(); // as a web server lets its requests come to an end
        await callers;
        await host.StopAsync(); // the library has to wait for what it has under way beside them
    }

    public void Dispose() => _rest.Dispose();

    private static IHost BuildHost(WorkerSettings settings, string name, Dice dice, FileLog log, SharedClock clock, Action<string> say)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMinutes(3));
        Library.Add(builder.Services, settings.Folder, settings.Database, settings.ConnectionString, log)
            .TokenHttpClient.AddHttpMessageHandler(() => new AnsweredRequests(name, say));
        Library.BreakStore(builder.Services, new Dice(dice.Next()), settings.MostStorePause, say);
        builder.Services.PostConfigure<BiginOAuthOptions>(options =>
        {
            (options.ClientId, options.ClientSecret, options.ReplacedTokenRevocation) = (settings.ClientId, settings.ClientSecret, settings.Replaced);
            options.DataCenters.Clear();
            foreach ((string id, Uri server) in settings.Servers)
            {
                options.DataCenters.Add(new DataCenter(id, server, server));
            }
        });
        builder.Services.AddKeyedSingleton<TimeProvider>(BiginOAuthDefaults.TimeProviderKey, clock);
        return builder.Build();
    }

    // An end of the input is the end of the process that started this one.
    private async Task ListenAsync()
    {
        while (await Console.In.ReadLineAsync() is { } order and not "stop")
        {
            switch (order.Split('\t'))
            {
                case ["do", var id, .. var words]:
                    _operations.Begin(id, words);
                    break;
                case ["store", var how, var number]:
                    _store.Fail(how, int.Parse(number, CultureInfo.InvariantCulture));
                    break;
                case ["heal"]:
                    _store.Heal();
                    break;
                case ["rest"]:
                    await _rest.CancelAsync();
                    break;
                case ["ping"]:
                    say("done");
                    break;
                case ["one", var key]:
                    _ = CallOnceAsync(settings.Tenants.Where(tenant => tenant.Key == key));
                    break;
                case ["all"]:
                    _ = CallOnceAsync(settings.Tenants);
                    break;
            }
        }

        await _rest.CancelAsync();
    }

    private async Task CallOnceAsync(IEnumerable<Tenant> tenants)
    {
        await Task.WhenAll(tenants.Select(tenant => SayAsync(tenant, call => ReadOrganizationAsync(tenant, call, default))));
        say("done");
    }

    private async Task CallAsync(Dice dice)
    {
        while (!_rest.IsCancellationRequested)
        {
            // Every second call is for one of three that all processes ask for in these eight seconds.
            Tenant tenant = dice.Chance(50) ? HotTenants.Pick(settings.Tenants, dice) : dice.Pick(settings.Tenants);
            using var impatience = new CancellationTokenSource(dice.Chance(5) ? TimeSpan.FromMilliseconds(dice.Between(1, 200)) : Library.Patience);
            Func<string, Task<(string, string)>> call =
                dice.Chance(50) ? _ => GetTokenAsync(tenant, impatience.Token) : name => ReadOrganizationAsync(tenant, name, impatience.Token);
            long startedAt = TimeProvider.System.GetTimestamp();
            await SayAsync(tenant, call);

            // A machine that is busy otherwise is left to the operations.
            await Task.Delay(TimeSpan.FromMilliseconds(dice.Between(80, 400)) + (TimeProvider.System.GetElapsedTime(startedAt) * 2), CancellationToken.None);
        }
    }

    private async Task<(string Outcome, string Token)> GetTokenAsync(Tenant tenant, CancellationToken cancellationToken) =>
        ("token", Fingerprint.Of((await _connections.GetAccessTokenAsync(tenant.Key, cancellationToken)).Reveal()));

    // The journal shows the name of the call, and so which access token was sent.
    private async Task<(string Outcome, string Token)> ReadOrganizationAsync(Tenant tenant, string call, CancellationToken cancellationToken)
    {
        using HttpClient bigin = _connections.CreateClient(tenant.Key);
        using HttpResponseMessage response = await bigin.GetAsync(new Uri($"org?{JournalReader.Call}={call}", UriKind.Relative), cancellationToken);
        string body = await response.Content.ReadAsStringAsync(cancellationToken);
        string outcome = !response.IsSuccessStatusCode ? $"status:{(int)response.StatusCode}"
            : OrganizationIn(body) is { } organization ? $"organization:{organization}"
            : "status:200-without-organization";
        return (outcome, call);
    }

    private static string? OrganizationIn(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.GetProperty("org")[0].GetProperty("zgid").GetString();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    // What the documentation of GetAccessTokenAsync, CreateClient and HttpClient names. Everything else that is thrown is a finding.
    private async Task SayAsync(Tenant tenant, Func<string, Task<(string, string)>> run)
    {
        long startedAt = RealTime.Now;
        string call = string.Create(CultureInfo.InvariantCulture, $"{name}-{Interlocked.Increment(ref _calls)}");
        (string outcome, string token) = ("", call);
        try
        {
            (outcome, token) = await run(call);
        }
        catch (BiginConnectionException exception)
        {
            outcome = WorkerOperations.Describe(exception);
        }
        catch (HttpRequestException)
        {
            outcome = "HttpRequestException";
        }
        catch (OperationCanceledException exception)
        {
            outcome = exception.InnerException is TimeoutException ? "timeout" : "cancelled";
        }
        catch (Exception exception)
        {
            outcome = $"undocumented:{exception.GetType()}";
        }

        say(string.Create(CultureInfo.InvariantCulture, $"call {outcome} {tenant.Key} {startedAt} {token}"));
    }
}
