using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bigin.OAuth.FaultRun;

/// <summary>One of the processes: callers who want the access tokens of random connections or their organizations, until it is told to stop or killed.</summary>
/// <remarks>
/// It says on its standard output what happened, a line each: <c>call OUTCOME KEY</c>, <c>answered REQUEST FINGERPRINT</c>, <c>stray ADDRESS</c>,
/// <c>unobserved TYPE</c>, <c>connected</c>, <c>done</c>. It hears <c>all</c> (call for every connection once, then say <c>done</c>), <c>one KEY</c>
/// (call for this one, then say <c>done</c>), <c>rest</c> and <c>stop</c>.
/// </remarks>
internal sealed class Worker(BiginConnections connections, WorkerSettings settings, Action<string> say) : IDisposable
{
    private const int Callers = 12;

    private readonly CancellationTokenSource _rest = new();

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
        var services = new ServiceCollection();
        BiginOAuthBuilder builder = Library.Add(services, settings.Folder, settings.Database, settings.ConnectionString, log);
        builder.TokenHttpClient.AddHttpMessageHandler(() => new AnsweredRequests(name, say));
        services.PostConfigure<BiginOAuthOptions>(options =>
        {
            (options.ClientId, options.ClientSecret) = (settings.ClientId, settings.ClientSecret);
            options.DataCenters.Clear();
            foreach ((string id, Uri server) in settings.Servers)
            {
                options.DataCenters.Add(new DataCenter(id, server, server));
            }
        });
        using var clock = new SharedClock(settings.Clock);
        services.AddKeyedSingleton<TimeProvider>(BiginOAuthDefaults.TimeProviderKey, clock);
        await using ServiceProvider provider = services.BuildServiceProvider();

        using var worker = new Worker(provider.GetRequiredService<BiginConnections>(), settings, say);
        Task callers = Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => dice.Next()).ToArray().Select(seed => Task.Run(() => worker.CallAsync(new Dice(seed)))));
        await worker.ListenAsync();
        await callers;
    }

    public void Dispose() => _rest.Dispose();

    // An end of the input is the end of the process that started this one.
    private async Task ListenAsync()
    {
        while (await Console.In.ReadLineAsync() is { } order and not "stop")
        {
            if (order == "rest")
            {
                await _rest.CancelAsync();
            }
            else
            {
                IEnumerable<Tenant> called = order.Split(' ') is ["one", var key] ? settings.Tenants.Where(tenant => tenant.Key == key) : settings.Tenants;
                await Task.WhenAll(called.Select(tenant => SayAsync(tenant, () => ReadOrganizationAsync(tenant, default))));
                say("done");
            }
        }

        await _rest.CancelAsync();
    }

    private async Task CallAsync(Dice dice)
    {
        while (!_rest.IsCancellationRequested)
        {
            // Every second call is for one of three that all processes ask for in these eight seconds.
            long beat = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 8;
            int index = dice.Chance(50) ? (int)(((beat * 3) + dice.Between(0, 3)) % settings.Tenants.Count) : dice.Between(0, settings.Tenants.Count);
            Tenant tenant = settings.Tenants[index];
            using var impatience = new CancellationTokenSource(dice.Chance(5) ? TimeSpan.FromMilliseconds(dice.Between(1, 200)) : Library.Patience);
            Func<Task<string>> call = dice.Chance(50) ? () => GetTokenAsync(tenant, impatience.Token) : () => ReadOrganizationAsync(tenant, impatience.Token);
            await SayAsync(tenant, call);
            await Task.Delay(dice.Between(20, 150), CancellationToken.None);
        }
    }

    private async Task<string> GetTokenAsync(Tenant tenant, CancellationToken cancellationToken) =>
        (await connections.GetAccessTokenAsync(tenant.Key, cancellationToken)).Reveal().Length > 0 ? "token" : "undocumented:empty-token";

    private async Task<string> ReadOrganizationAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        using HttpClient bigin = connections.CreateClient(tenant.Key);
        using HttpResponseMessage response = await bigin.GetAsync(new Uri("org", UriKind.Relative), cancellationToken);
        string body = await response.Content.ReadAsStringAsync(cancellationToken);
        return !response.IsSuccessStatusCode ? $"status:{(int)response.StatusCode}"
            : OrganizationIn(body) is not { } organization ? "status:200-without-organization"
            : organization == tenant.Organization ? "organization"
            : "undocumented:other-organization";
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
    private async Task SayAsync(Tenant tenant, Func<Task<string>> call)
    {
        string outcome;
        try
        {
            outcome = await call();
        }
        catch (BiginConnectionException exception)
        {
            outcome = exception is { Reason: ConnectionFailure.StoreFailed, InnerException: { } inner } ? $"store:{inner.GetType().Name}" : exception.Reason.ToString();
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

        say($"call {outcome} {tenant.Key}");
    }
}
