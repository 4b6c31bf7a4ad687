using System.Collections.Concurrent;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tests.Connections;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>Plays docs/migrating.md with 200 tokens, or 1,000 at full size.</summary>
public sealed class The_migration_guide
{
    private static readonly int Count = SuiteSize.Choose(representative: 200, full: 1_000);

    [Test]
    public async Task Moves_many_tokens_and_reports_the_rest()
    {
        await using ConnectionHost host = await StartAsync();
        OldToken[] tokens = [.. CreateTokens(host.Emulator)];
        await host.ConnectAsync("tenant-3", "three@example.com", "Acorn Books");

        IReadOnlyDictionary<string, string> report = await RunAsync(host, tokens);

        report.GroupBy(row => row.Value).ToDictionary(group => group.Key, group => group.Count()).Should().BeEquivalentTo(new Dictionary<string, int>
        {
            ["connected to Acorn Books"] = (Count * 4 / 5) - 1,
            ["connected to Dogwood Design"] = Count / 20,
            ["has to connect again"] = Count / 10, // dead, or of another data center than the row says
            ["unknown server"] = Count / 20,
            ["is connected to Acorn Books already, and the token is for Birch Bicycles"] = 1,
        });
        host.Refreshes.Should().HaveCount(Count * 19 / 20);
        host.To("/oauth/v2/token/revoke").Should().BeEmpty();
    }

    [Test]
    public async Task Does_only_what_is_left_when_it_is_run_again_and_loses_nothing_while_the_database_is_away()
    {
        await using ConnectionHost host = await StartAsync();
        OldToken[] tokens = [.. CreateTokens(host.Emulator)];
        int saves = 0;
        int connected = Count * 3 / 10;
        host.WatchedStore().BeforeSave = _ => Interlocked.Increment(ref saves) > connected ? throw new TimeoutException("the database") : Task.FromResult(true);

        IReadOnlyDictionary<string, string> first = await RunAsync(host, tokens);
        host.WatchedStore().BeforeSave = _ => Task.FromResult(true);
        int before = host.Refreshes.Count;
        IReadOnlyDictionary<string, string> report = await RunAsync(host, tokens);
        int after = host.Refreshes.Count;
        await RunAsync(host, [.. tokens.Where(token => report[token.Key].StartsWith("connected", StringComparison.Ordinal))]);

        first.Values.Count(value => value == "later: StoreFailed").Should().Be((Count * 17 / 20) - connected);
        report.Values.Count(value => value.StartsWith("connected", StringComparison.Ordinal)).Should().Be(Count * 17 / 20);
        (after - before).Should().Be((Count * 19 / 20) - connected, "those were connected in the first run");
        host.Refreshes.Should().HaveCount(after, "a third run has nothing left to do");
        host.To("/oauth/v2/token/revoke").Should().BeEmpty();
    }

    [Test]
    public async Task Tries_again_what_Bigin_refuses_for_now()
    {
        await using ConnectionHost host = await StartAsync();
        OldToken token = CreateTokens(host.Emulator).ElementAt(1);
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Status(503));
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Throttle);

        (await RunAsync(host, [token])).Values.Should().Equal("connected to Acorn Books");
    }

    [Test]
    public async Task Reports_rows_that_are_wrong_and_goes_on()
    {
        await using ConnectionHost host = await StartAsync();
        OldToken good = CreateTokens(host.Emulator).ElementAt(1);

        IReadOnlyDictionary<string, string> report = await RunAsync(
            host, [good with { Key = "" }, good with { Key = "empty", RefreshToken = "" }, good with { Key = "line", RefreshToken = good.RefreshToken + "\n" }]);

        report.Should().BeEquivalentTo(new Dictionary<string, string> { [""] = "wrong row: key", ["empty"] = "wrong row: value", ["line"] = "connected to Acorn Books" });
    }

    [Test]
    public async Task Reads_the_table_of_Zohos_SDK()
    {
        await using var database = new SqliteConnection("Data Source=:memory:");
        await database.OpenAsync();
        await using SqliteCommand create = database.CreateCommand();
        create.CommandText =
            """
            CREATE TABLE oauthtoken (
              id varchar(10) NOT NULL, user_name varchar(255), client_id varchar(255), client_secret varchar(255), refresh_token varchar(255),
              access_token varchar(255), grant_token varchar(255), expiry_time varchar(20), redirect_url varchar(255), api_domain varchar(255), primary key (id));
            INSERT INTO oauthtoken (id, user_name, refresh_token, api_domain) VALUES ('1', 'one@example.com', '1000.refresh', 'https://www.zohoapis.eu');
            INSERT INTO oauthtoken (id, refresh_token) VALUES ('3', '1000.old');
            INSERT INTO oauthtoken (id, user_name, access_token, api_domain) VALUES ('2', 'two@example.com', '1000.access', 'https://www.zohoapis.eu');
            """;
        await create.ExecuteNonQueryAsync();

        List<OldToken> tokens = [];
        await foreach (OldToken token in TokensOfZohosSdk.ReadAsync(database, "https://www.zohoapis.com"))
        {
            tokens.Add(token);
        }

        tokens.Should().Equal(new OldToken("tenant-1", "1000.refresh", "https://www.zohoapis.eu"), new OldToken("tenant-3", "1000.old", "https://www.zohoapis.com"));
    }

    private static Task<ConnectionHost> StartAsync() => ConnectionHost.StartAsync(
        builder =>
        {
            builder.WatchStore();
            builder.PassWaits();
        },
        options => options.LiveRefreshTokens = 2 * Count);

    private static async Task<IReadOnlyDictionary<string, string>> RunAsync(ConnectionHost host, IEnumerable<OldToken> tokens)
    {
        var clock = new PassingWaits(TimeSpan.FromMinutes(5));
        var migration = new Migration(host.Connections, host.Services.GetRequiredService<IOptions<BiginOAuthOptions>>(), clock);
        var report = new ConcurrentDictionary<string, string>();
        await migration.RunAsync(tokens.ToAsyncEnumerable(), (key, outcome) => report.TryAdd(key, outcome), default);
        return report;
    }

    private static IEnumerable<OldToken> CreateTokens(BiginEmulator emulator)
    {
        Uri us = emulator.DataCenters.Single(dataCenter => dataCenter.Id == "us").ApiServer;
        Uri eu = emulator.DataCenters.Single(dataCenter => dataCenter.Id == "eu").AccountsServer;
        for (int index = 0; index < Count; index++)
        {
            string key = $"tenant-{index}";
            yield return (index % 20) switch
            {
                0 => new OldToken(key, $"1000.dead.{index}", us.OriginalString),
                5 => new OldToken(key, emulator.IssueRefreshToken("europe@example.com").Reveal(), us.OriginalString),
                10 => new OldToken(key, emulator.IssueRefreshToken("one@example.com").Reveal(), "https://www.example.com"),
                15 => new OldToken(key, emulator.IssueRefreshToken("europe@example.com").Reveal(), eu.OriginalString),
                _ when index == 3 => new OldToken(key, emulator.IssueRefreshToken("three@example.com", "Birch Bicycles").Reveal(), us.OriginalString),
                _ => new OldToken(key, emulator.IssueRefreshToken("one@example.com").Reveal(), us.OriginalString),
            };
        }
    }
}
