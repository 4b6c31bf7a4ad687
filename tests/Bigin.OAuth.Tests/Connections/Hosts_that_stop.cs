using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Hosts_that_stop
{
    [Test]
    public async Task Wait_for_the_refresh_that_is_under_way_so_that_the_next_host_has_its_token()
    {
        var gate = new Gate();
        await using ConnectionHost first = await ConnectionHost.StartAsync();
        await first.ConnectAsync();
        await using ConnectionHost old = first.Neighbor(builder => builder.TokenHttpClient.AddHttpMessageHandler(() => new GatedAnswers(gate)));
        IHostedLifecycleService[] services = [.. old.Services.GetServices<IHostedService>().OfType<IHostedLifecycleService>()];
        first.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        gate.Close();
        Task<AccessToken> refresh = old.TokenAsync();
        await gate.Reached;

        Task stopping = Task.WhenAll(services.Select(service => service.StoppedAsync(CancellationToken.None)));
        stopping.IsCompleted.Should().BeFalse("a refresh is under way");
        gate.Open();
        await stopping;

        refresh.IsCompletedSuccessfully.Should().BeTrue();
        (await first.TokenAsync()).Reveal().Should().Be((await refresh).Reveal());
        first.Refreshes.Should().ContainSingle();
        (await first.Store.TryLockAsync(ConnectionHost.Key, TimeSpan.FromSeconds(60))).Should().NotBeNull("the lease was given back");
    }

    [Test]
    public async Task Save_the_token_that_is_under_way_before_their_services_are_disposed_of()
    {
        var gate = new Gate();
        await using ConnectionHost next = await ConnectionHost.StartAsync();
        await next.ConnectAsync();
        HostApplicationBuilder application = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        application.Services.AddSingleton(next.Store);
        application.Services.AddBiginOAuth(options =>
            {
                options.RedirectUri = new Uri("http://localhost:5999/bigin/callback");
                options.Scopes.Add(BiginScopes.Org.Read);
            })
            .UseEmulator(next.Emulator).TokenHttpClient.AddHttpMessageHandler(() => new GatedAnswers(gate));
        IHost old = application.Build();
        await old.StartAsync();
        next.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        gate.Close();
        Task<AccessToken> refresh = old.Services.GetRequiredService<BiginConnections>().GetAccessTokenAsync(ConnectionHost.Key).AsTask();
        await gate.Reached;

        Task stopping = StopAsync();
        stopping.IsCompleted.Should().BeFalse("a refresh is under way");
        gate.Open();
        await stopping;

        refresh.IsCompletedSuccessfully.Should().BeTrue();
        (await next.TokenAsync()).Reveal().Should().Be((await refresh).Reveal());
        next.Refreshes.Should().ContainSingle();

        async Task StopAsync()
        {
            await old.StopAsync();
            old.Dispose();
        }
    }

    [Test]
    public async Task Wait_no_longer_than_their_own_time_out()
    {
        var gate = new Gate();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.TokenHttpClient.AddHttpMessageHandler(() => new GatedAnswers(gate)));
        await host.ConnectAsync();
        IHostedLifecycleService service = host.Services.GetServices<IHostedService>().OfType<IHostedLifecycleService>().Single();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        gate.Close();
        Task<AccessToken> refresh = host.TokenAsync();
        await gate.Reached;

        await service.StoppedAsync(new CancellationToken(canceled: true));

        refresh.IsCompleted.Should().BeFalse();
        gate.Open();
        await refresh;
    }

    [Test]
    public async Task Wait_for_the_handlers_of_events()
    {
        var gate = new Gate();
        gate.Close();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.Record(new SlowHandler(gate)));
        await host.ConnectAsync();
        IHostedLifecycleService service = host.Services.GetServices<IHostedService>().OfType<IHostedLifecycleService>().Single();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        await host.TokenAsync();
        await gate.Reached;

        Task stopping = service.StoppedAsync(CancellationToken.None);

        stopping.IsCompleted.Should().BeFalse();
        gate.Open();
        await stopping;
    }

    [Test]
    public async Task Wait_for_the_handlers_of_a_connection_that_is_forgotten()
    {
        var gate = new Gate();
        gate.Close();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.Record(new SlowHandler(gate)));
        await host.ConnectAsync();
        IHostedLifecycleService service = host.Services.GetServices<IHostedService>().OfType<IHostedLifecycleService>().Single();
        Task<bool> forgetting = host.Connections.ForgetAsync(ConnectionHost.Key);
        await gate.Reached;

        Task stopping = service.StoppedAsync(CancellationToken.None);

        stopping.IsCompleted.Should().BeFalse();
        gate.Open();
        await stopping;
        (await forgetting).Should().BeTrue();
    }

    [Test]
    public async Task Wait_for_the_save_of_a_connect()
    {
        var gate = new Gate();
        gate.Close();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.WatchStore());
        AuthorizationResult accepted = await host.AcceptAsync();
        host.WatchedStore().AfterSave = _ => gate.PassAsync();
        Task<ConnectResult> connecting = host.Connections.ConnectAsync(ConnectionHost.Key, accepted);
        await gate.Reached;

        Task stopping = StopAsync(host);

        stopping.IsCompleted.Should().BeFalse("a consent is being stored");
        gate.Open();
        await stopping;
        (await connecting).Should().BeOfType<Connected>();
    }

    [Test]
    public async Task Wait_for_the_revocation_of_what_a_move_to_another_organization_has_replaced()
    {
        const string User = "three@example.com";
        var gate = new Gate();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.WatchStore();
            builder.TokenHttpClient.AddHttpMessageHandler(() => new GatedAnswers(gate));
        });
        await host.ConnectAsync(user: User, organization: "Acorn Books");
        AuthorizationResult accepted = await host.AcceptAsync(User, "Birch Bicycles");
        host.WatchedStore().AfterSave = _ =>
        {
            gate.Close();
            return Task.CompletedTask;
        };
        (await host.Connections.ConnectAsync(ConnectionHost.Key, accepted, OrganizationChange.Allow)).Should().BeOfType<Connected>();
        await gate.Reached;

        Task stopping = StopAsync(host);

        stopping.IsCompleted.Should().BeFalse("the response to the revocation hasn't come");
        gate.Open();
        await stopping;
    }

    private static Task StopAsync(ConnectionHost host) =>
        host.Services.GetServices<IHostedService>().OfType<IHostedLifecycleService>().Single().StoppedAsync(CancellationToken.None);

    private sealed class SlowHandler(Gate gate) : IBiginConnectionEvents
    {
        public async ValueTask RefreshedAsync(BiginConnection connection, CancellationToken cancellationToken) => await gate.PassAsync(CancellationToken.None);

        public async ValueTask DisconnectedAsync(string key, CancellationToken cancellationToken) => await gate.PassAsync(CancellationToken.None);
    }
}
