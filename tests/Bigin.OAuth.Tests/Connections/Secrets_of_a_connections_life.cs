using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Secrets_of_a_connections_life
{
    [Test]
    public async Task Are_nowhere_but_in_the_store_and_on_the_wire()
    {
        using var logs = new RecordedLogs();
        var told = new ToldObjects();
        await using ConnectionHost host = await ConnectionHost.StartAsync(
            builder =>
            {
                builder.WatchStore();
                builder.Record(told);
                builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
            },
            options => options.MaskSecrets = false);
        var secrets = new ConcurrentDictionary<string, bool>();
        secrets.TryAdd(host.Emulator.ClientSecret, true);
        host.WatchedStore().AfterSave = connection =>
        {
            secrets.TryAdd(connection.RefreshToken, true);
            secrets.TryAdd(connection.AccessToken!, true);
            return Task.CompletedTask;
        };
        var seen = new List<object>();

        seen.Add(await Matching_a_result.ConnectAsync(host, typeof(ConnectFailed)));
        seen.Add(await Matching_a_result.ConnectAsync(host, typeof(RefreshTokenMissing)));
        seen.Add(await Matching_a_result.ConnectAsync(host, typeof(DifferentOrganization)));
        seen.Add(await Matching_a_result.ConnectAsync(host, typeof(Connected)));
        seen.Add((await host.Connections.FindAsync(ConnectionHost.Key))!);
        seen.Add(await host.TokenAsync());
        await host.CallWithStaleTokenAsync();
        seen.AddRange(await host.Connections.ListAsync().ToListAsync());
        await FailEveryWayAsync(host, seen);
        host.Emulator.Faults.Next(EmulatorEndpoint.Revocation, EmulatorFault.HtmlError);
        seen.Add(await host.Connections.DisconnectAsync(ConnectionHost.Key));
        seen.Add(await host.Connections.DisconnectAsync(ConnectionHost.Key));
        seen.Add(await host.Connections.DisconnectAsync(ConnectionHost.Key));
        seen.AddRange(told.Objects);
        foreach (EmulatorRequest request in host.Emulator.Requests)
        {
            Array.ForEach(["code", "refresh_token", "token"], name => secrets.TryAdd(request.Parameters.GetValueOrDefault(name) ?? host.Emulator.ClientSecret, true));
        }

        secrets.Count.Should().BeGreaterThan(8, "or this would show nothing");
        seen.OfType<BiginConnectionException>().Select(failure => failure.Reason).Should().BeEquivalentTo(
            [ConnectionFailure.RefreshFailed, ConnectionFailure.StoreFailed, ConnectionFailure.Unreadable, ConnectionFailure.NeedsConsent]);
        logs.Entries.Should().HaveCountGreaterThan(20);
        string everything = string.Join('\n', logs.Entries.Select(entry => entry.Everything).Concat(seen.SelectMany(Prints)));
        everything.Should().Contain("tenant-42").And.Contain("Acorn Books");
        secrets.Keys.Where(secret => everything.Contains(secret, StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Test]
    public async Task Are_nowhere_either_where_there_is_no_redirect()
    {
        using var logs = new RecordedLogs();
        await using ConnectionHost host = await ConnectionHost.StartAsync(
            builder =>
            {
                builder.WatchStore();
                builder.PassWaits();
                builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
            },
            options => options.MaskSecrets = false,
            options => options.ClientType = BiginClientType.SelfClient);
        DataCenter us = host.Emulator.DataCenters.Single(dataCenter => dataCenter.Id == "us");
        string clientId = host.Emulator.Clients.Single(client => client.Type is EmulatorClientType.SelfClient).Id;
        string file = await host.Emulator.CreateSelfClientCodeAsync("one@example.com");
        RefreshToken imported = host.Emulator.IssueRefreshToken("three@example.com", "Birch Bicycles", clientId: clientId);
        string wrong = file.Replace("\"grant_type\":\"authorization_code\"", "\"grant_type\":1", StringComparison.Ordinal);
        SelfClientCodeParser parser = host.Services.GetRequiredService<SelfClientCodeParser>();
        List<object> seen = [parser.Parse(file, us), parser.Parse(wrong, us), parser.Parse(file, us)];

        seen.Add(await host.Connections.ConnectAsync(ConnectionHost.Key, (SelfClientCode)seen[0]));
        seen.Add(await host.Connections.ConnectAsync(ConnectionHost.Key, (SelfClientCode)seen[2]));
        seen.Add(await host.Connections.ImportAsync(ConnectionHost.Key, imported, us));
        seen.Add(await host.Connections.ImportAsync(ConnectionHost.Key, new RefreshToken("1000.dead"), us));
        host.WatchedStore().BeforeSave = _ => throw new TimeoutException("the database");
        seen.Add((await host.Awaiting(x => x.Connections.ImportAsync("another", imported, us)).Should().ThrowAsync<BiginConnectionException>()).Which);

        seen.Select(it => it.GetType()).Should().Equal(
            typeof(SelfClientCode), typeof(SelfClientCodeRejected), typeof(SelfClientCode), typeof(Connected), typeof(ConnectFailed), typeof(DifferentOrganization),
            typeof(ConnectFailed), typeof(BiginConnectionException));
        JsonElement members = JsonDocument.Parse(file).RootElement;
        string[] secrets =
        [
            host.Emulator.ClientSecret, imported.Reveal(), "1000.dead", members.GetProperty("code").GetString()!, members.GetProperty("client_secret").GetString()!,
            (await host.RowAsync()).RefreshToken, (await host.RowAsync()).AccessToken!,
        ];
        logs.Entries.Should().HaveCountGreaterThan(10);
        string everything = string.Join('\n', logs.Entries.Select(entry => entry.Everything).Concat(seen.SelectMany(Prints)));
        everything.Should().Contain("tenant-42").And.Contain("Acorn Books");
        secrets.Where(secret => everything.Contains(secret, StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Test]
    public async Task Are_not_in_what_a_stored_connection_prints_or_a_debugger_shows()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        StoredConnection row = await host.RowAsync();
        string[] secrets = [row.RefreshToken, row.AccessToken!];

        string shown = string.Join('\n', typeof(StoredConnection).GetProperties()
            .Where(property => property.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State is not DebuggerBrowsableState.Never)
            .Select(property => property.GetValue(row)));

        secrets.Where(secret => $"{row}{shown}".Contains(secret, StringComparison.Ordinal)).Should().BeEmpty();
        typeof(StoredConnection).GetCustomAttribute<DebuggerDisplayAttribute>()!.Value.Should().Be("{ToString(),nq}");
    }

    [Test]
    public async Task Are_not_in_the_exception_of_a_token_that_cannot_be_one()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        host.WatchedStore().Reads = row => new StoredConnection { Key = row!.Key, ConcurrencyStamp = row.ConcurrencyStamp, DataCenter = row.DataCenter, RefreshToken = "marker\n", ConnectedAt = row.ConnectedAt };

        BiginConnectionException failure = await host.FailureAsync();

        failure.ToString().Should().Contain(nameof(ArgumentException)).And.NotContain("marker");
        host.Refreshes.Should().BeEmpty();
    }

    private static async Task FailEveryWayAsync(ConnectionHost host, List<object> seen)
    {
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Throttle);
        seen.Add(await host.FailureAsync());
        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(5));
        host.WatchedStore().BeforeFind = () => throw new TimeoutException("the database");
        seen.Add(await host.FailureAsync());
        host.WatchedStore().BeforeFind = () => Task.CompletedTask;
        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(5));
        host.WatchedStore().Reads = row => new StoredConnection
        {
            Key = row!.Key,
            ConcurrencyStamp = row.ConcurrencyStamp,
            DataCenter = row.DataCenter,
            RefreshToken = "",
            ConnectedAt = row.ConnectedAt,
            Status = ConnectionStatus.Unreadable,
        };
        seen.Add(await host.FailureAsync());
        host.WatchedStore().Reads = row => row;
        host.Emulator.RevokeAll("one@example.com");
        seen.Add(await host.FailureAsync());
    }

    private static IEnumerable<string> Prints(object value) =>
        value is Exception ? [value.ToString()!] : [value.ToString()!, JsonSerializer.Serialize(value, value.GetType())];

    private sealed class ToldObjects : IBiginConnectionEvents
    {
        internal ConcurrentQueue<object> Objects { get; } = new();

        public ValueTask ConnectedAsync(BiginConnection connection, CancellationToken cancellationToken) => Add(connection);

        public ValueTask RefreshedAsync(BiginConnection connection, CancellationToken cancellationToken) => Add(connection);

        public ValueTask ConsentNeededAsync(BiginConnection connection, CancellationToken cancellationToken) => Add(connection);

        private ValueTask Add(object told)
        {
            Objects.Enqueue(told);
            return default;
        }
    }
}
