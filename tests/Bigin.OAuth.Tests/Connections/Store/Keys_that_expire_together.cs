using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>Many connections in a SQLite file, and all of their tokens are over. SQLite's provider blocks a thread for each statement.</summary>
[NonParallelizable]
[TestOf(typeof(BiginConnections))]
public sealed class Keys_that_expire_together
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    [Test]
    public async Task Are_refreshed_once_each_and_leave_the_threads_to_others()
    {
        int keys = SuiteSize.Choose(100, 1_500);
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        using var server = new SlowServer();
        await using ServiceProvider host = Open(database, server);
        for (int i = 0; i < keys; i++)
        {
            (await host.Store().TrySaveAsync(Expired($"tenant-{i}"), null)).Should().BeTrue();
        }

        string before = SuiteSize.IsFull ? $"; before, by {Describe(await LatenessAsync(Task.Delay(TimeSpan.FromSeconds(1))))}" : "";
        BiginConnections connections = host.GetRequiredService<BiginConnections>();
        var watch = Stopwatch.StartNew();

        // Each of them gets a token: none becomes a time-out although the server has responded.
        Task<AccessToken[]> refreshes = Task.WhenAll(
            Enumerable.Range(0, keys).Select(i => Task.Run(() => connections.GetAccessTokenAsync($"tenant-{i}").AsTask())));
        double[] late = await LatenessAsync(refreshes);

        AccessToken[] tokens = await refreshes;
        watch.Stop();
        TestContext.Out.WriteLine($"{keys} keys in {watch.Elapsed.TotalSeconds:N1} s. A timer of 10 ms was late by {Describe(late)}{before}");
        tokens.Should().OnlyHaveUniqueItems().And.HaveCount(keys);
        server.Requests.Should().HaveCount(keys).And.OnlyContain(requests => requests.Value == 1);
    }

    /// <summary>Measures by how many milliseconds a timer of 10 ms is late until a task is over, sorted.</summary>
    private static Task<double[]> LatenessAsync(Task until) => Task.Run(async () =>
    {
        var late = new List<double>();
        do
        {
            long start = Stopwatch.GetTimestamp();
            await Task.Delay(Period);
            late.Add((Stopwatch.GetElapsedTime(start) - Period).TotalMilliseconds);
        }
        while (!until.IsCompleted);
        return late.Order().ToArray();
    });

    private static double Percentile(double[] sorted, double share) => sorted[(int)(sorted.Length * share)];

    private static string Describe(double[] late) =>
        $"{Percentile(late, 0.5):N1} ms at the median, {Percentile(late, 0.99):N1} ms at the 99th percentile, {late[^1]:N1} ms at most, of {late.Length}";

    private static StoredConnection Expired(string key) => new()
    {
        Key = key,
        ConcurrencyStamp = "one",
        DataCenter = "us",
        RefreshToken = $"1000.refresh.{key}",
        AccessToken = $"1000.access.{key}",
        AccessTokenExpiresAt = TimeProvider.System.GetUtcNow().AddHours(-1),
        OrganizationId = "1",
        OrganizationName = "Acorn Books",
        ConnectedAt = TimeProvider.System.GetUtcNow().AddDays(-1),
    };

    private static ServiceProvider Open(TestDatabase database, SlowServer server)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddBiginOAuth(options =>
        {
            (options.ClientId, options.ClientSecret, options.RedirectUri) = (Client.Id, Client.Secret, Client.RedirectUri);
            options.Scopes.Add(BiginScopes.Org.Read);
        }).PersistConnectionsToDbContext<BiginConnectionsDbContext>().TokenHttpClient.ConfigurePrimaryHttpMessageHandler(() => server);
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        services.AddPooledDbContextFactory<BiginConnectionsDbContext>(database.Use);
        return services.BuildServiceProvider();
    }

    /// <summary>An accounts server that needs 150 ms for a response, and counts the requests of each refresh token.</summary>
    private sealed class SlowServer : HttpMessageHandler
    {
        internal ConcurrentDictionary<string, int> Requests { get; } = new(StringComparer.Ordinal);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string form = await request.Content!.ReadAsStringAsync(cancellationToken);
            string refreshToken = QueryHelpers.ParseQuery(form)["refresh_token"].ToString();
            Requests.AddOrUpdate(refreshToken, 1, (_, requests) => requests + 1);
            await Task.Delay(TimeSpan.FromMilliseconds(150), cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                RequestMessage = request,
                Content = new StringContent(
                    $$"""{"access_token":"1000.new.of-{{refreshToken}}","api_domain":"https://www.zohoapis.com","token_type":"Bearer","expires_in":3600}""",
                    Encoding.UTF8,
                    "application/json"),
            };
        }
    }
}
