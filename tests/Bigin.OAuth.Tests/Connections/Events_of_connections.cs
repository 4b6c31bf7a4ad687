using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(IBiginConnectionEvents))]
public sealed class Events_of_connections
{
    [Test]
    public async Task Come_once_each_to_every_handler()
    {
        RecordedEvents[] handlers = [new(), new()];
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => Array.ForEach(handlers, handler => builder.Record(handler)));

        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(host.TokenAsync)));
        await Task.WhenAll(handlers.Select(handler => handler.WaitForAsync("Refreshed tenant-42 Active")));
        host.Emulator.RevokeAll("one@example.com");
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(host.FailureAsync)));
        await Task.WhenAll(handlers.Select(handler => handler.WaitForAsync("ConsentNeeded tenant-42 NeedsConsent")));
        await host.Connections.DisconnectAsync(ConnectionHost.Key);

        handlers.Should().AllSatisfy(handler => handler.Entries.Should().Equal(
            "Connected tenant-42 Active", "Refreshed tenant-42 Active", "ConsentNeeded tenant-42 NeedsConsent", "Disconnected tenant-42"));
    }

    [Test]
    public async Task Pass_by_a_handler_that_implements_none_of_them()
    {
        using var logs = new RecordedLogs();
        var next = new RecordedEvents();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.Services.AddLogging(logging => logging.AddProvider(logs));
            builder.Record(new DeafEvents());
            builder.Record(next);
        });

        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        await host.TokenAsync();
        await next.WaitForAsync("Refreshed tenant-42 Active");
        host.Emulator.RevokeAll("one@example.com");
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        await host.FailureAsync();
        await next.WaitForAsync("ConsentNeeded tenant-42 NeedsConsent");
        await host.Connections.DisconnectAsync(ConnectionHost.Key);
        await next.WaitForAsync("Disconnected tenant-42");

        logs.Entries.Should().NotContain(entry => entry.Everything.Contains(nameof(DeafEvents)));
    }

    [Test]
    public async Task Do_not_come_for_what_did_not_happen()
    {
        var handler = new RecordedEvents();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.Record(handler));
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.HtmlError);
        host.Emulator.Faults.Next(EmulatorEndpoint.Revocation, EmulatorFault.Status(503));

        await host.Connections.ConnectAsync(ConnectionHost.Key, await host.AcceptAsync());
        await host.ConnectAsync();
        await host.TokenAsync();
        await host.Connections.DisconnectAsync(ConnectionHost.Key);
        await host.Connections.DisconnectAsync("other");

        handler.Entries.Should().Equal("Connected tenant-42 Active");
    }

    [Test]
    public async Task Are_not_undone_by_a_handler_that_throws_and_reach_the_next()
    {
        using var logs = new RecordedLogs();
        var handler = new RecordedEvents();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.Services.AddLogging(logging => logging.AddProvider(logs));
            builder.Record(new CallingEvents(_ => throw new InvalidOperationException("the host's")));
            builder.Record(handler);
        });

        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        await host.TokenAsync();
        await handler.WaitForAsync("Refreshed tenant-42 Active");
        (await host.Connections.DisconnectAsync(ConnectionHost.Key)).Should().BeOfType<Disconnected>();

        handler.Entries.Should().HaveCount(3);
        logs.Entries.Where(entry => entry.Everything.Contains(nameof(CallingEvents), StringComparison.Ordinal)).Should().HaveCount(3);
    }

    [Test]
    public async Task Are_not_undone_by_a_handler_that_cannot_be_made()
    {
        using var logs = new RecordedLogs();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.Services.AddLogging(logging => logging.AddProvider(logs));
            builder.Services.AddSingleton<IBiginConnectionEvents>(_ => throw new InvalidOperationException("the host's"));
        });

        await host.ConnectAsync();
        (await host.Connections.DisconnectAsync(ConnectionHost.Key)).Should().BeOfType<Disconnected>();

        logs.Entries.Should().Contain(entry => entry.Message.Contains("at the event Connected of tenant-42", StringComparison.Ordinal));
    }

    [Test]
    public async Task Let_a_handler_ask_for_the_token_of_the_same_key()
    {
        var tokens = new List<string>();
        BiginConnections connections = null!;
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.Record(new CallingEvents(async key =>
        {
            tokens.Add((await connections.GetAccessTokenAsync(key)).Reveal());
            if (tokens.Count == 2)
            {
                asked.SetResult();
            }
        })));
        connections = host.Connections;

        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        AccessToken token = await host.TokenAsync();
        await asked.Task.WaitAsync(Hang.Limit);

        tokens.Should().HaveCount(2).And.HaveElementAt(1, token.Reveal());
        host.Refreshes.Should().ContainSingle();
    }

    [Test]
    public async Task Let_a_handler_disconnect_what_was_just_connected()
    {
        BiginConnections connections = null!;
        var results = new List<DisconnectResult>();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.Record(new CallingEvents(async key => results.Add(await connections.DisconnectAsync(key)))));
        connections = host.Connections;

        await host.ConnectAsync();

        (await host.Connections.FindAsync(ConnectionHost.Key)).Should().BeNull();
        results.Select(result => result.GetType()).Should().Equal([typeof(NotConnected), typeof(Disconnected)], "the event of the end comes in between");
    }

    [Test]
    public async Task Do_not_hold_those_who_wait_for_a_token()
    {
        var gate = new Gate();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.Record(new CallingEvents(_ =>
        {
            gate.PassAsync().Wait(); // a handler that blocks its thread
            return Task.CompletedTask;
        })));
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        gate.Close();
        Task<AccessToken> caller = host.TokenAsync();

        await caller.WaitAsync(Hang.Limit);

        gate.Open();
    }

    [Test]
    public async Task Reach_handlers_that_take_the_connections_from_the_container()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.Services
            .AddSingleton<InjectedEvents>().AddSingleton<IBiginConnectionEvents>(services => services.GetRequiredService<InjectedEvents>()));

        await host.ConnectAsync();

        host.Services.GetRequiredService<InjectedEvents>().Token.Should().BeSameAs(await host.TokenAsync());
    }

    [Test]
    public async Task Reach_a_handler_whose_construction_has_thrown_once()
    {
        int constructions = 0;
        var handler = new RecordedEvents();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.Services.AddTransient<IBiginConnectionEvents>(
            _ => constructions++ == 0 ? throw new InvalidOperationException("not yet") : handler));

        await host.ConnectAsync("first");
        await host.ConnectAsync("second");

        handler.Entries.Should().Equal("Connected second Active");
    }

    [Test]
    public async Task Reach_scoped_handlers_in_a_scope_of_their_own()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.Services
            .AddSingleton<List<ScopedEvents>>().AddScoped<IBiginConnectionEvents, ScopedEvents>());

        await host.ConnectAsync();
        await host.ConnectAsync();

        List<ScopedEvents> handlers = host.Services.GetRequiredService<List<ScopedEvents>>();
        handlers.Should().HaveCount(2).And.OnlyHaveUniqueItems().And.OnlyContain(handler => handler.IsDisposed);
    }

    private sealed class ScopedEvents(List<ScopedEvents> handlers) : IBiginConnectionEvents, IDisposable
    {
        internal bool IsDisposed { get; private set; }

        public ValueTask ConnectedAsync(BiginConnection connection, CancellationToken cancellationToken)
        {
            handlers.Add(this);
            return default;
        }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class CallingEvents(Func<string, Task> call) : IBiginConnectionEvents
    {
        public async ValueTask ConnectedAsync(BiginConnection connection, CancellationToken cancellationToken) => await call(connection.Key);

        public async ValueTask RefreshedAsync(BiginConnection connection, CancellationToken cancellationToken) => await call(connection.Key);

        public async ValueTask DisconnectedAsync(string key, CancellationToken cancellationToken) => await call(key);
    }

    private sealed class DeafEvents : IBiginConnectionEvents;

    private sealed class InjectedEvents(BiginConnections connections) : IBiginConnectionEvents
    {
        internal AccessToken? Token { get; private set; }

        public async ValueTask ConnectedAsync(BiginConnection connection, CancellationToken cancellationToken) =>
            Token = await connections.GetAccessTokenAsync(connection.Key, cancellationToken);
    }
}
