using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Disconnecting_during_a_refresh
{
    [Test]
    public async Task Lets_a_refresh_in_flight_come_to_its_end()
    {
        var gate = new Gate();
        await using ConnectionHost host = await StartWithRefreshInFlightAsync(gate);
        Task<AccessToken> refresh = host.TokenAsync();
        await gate.Reached;

        Task<DisconnectResult> disconnecting = host.Connections.DisconnectAsync(ConnectionHost.Key);
        gate.Open();

        (await refresh).Should().NotBeNull();
        (await disconnecting).Should().BeOfType<Disconnected>();
        (await host.Connections.FindAsync(ConnectionHost.Key)).Should().BeNull();
    }

    [Test]
    public async Task Is_not_undone_by_a_refresh_that_hangs()
    {
        var gate = new Gate();
        await using ConnectionHost host = await StartWithRefreshInFlightAsync(gate);
        var waits = new PassingWaits();
        await using ConnectionHost neighbor = host.Neighbor(builder => builder.Services.UseWaits(waits));
        Task<BiginConnectionException> refresh = host.FailureAsync();
        await gate.Reached;
        DateTimeOffset startedAt = waits.GetUtcNow();

        (await neighbor.Connections.DisconnectAsync(ConnectionHost.Key)).Should().BeOfType<Disconnected>();
        (waits.GetUtcNow() - startedAt).Should().BeCloseTo(TimeSpan.FromSeconds(5), precision: TimeSpan.FromMilliseconds(200));
        gate.Open();

        (await refresh).Reason.Should().Be(ConnectionFailure.NotConnected);
        (await host.Connections.FindAsync(ConnectionHost.Key)).Should().BeNull();
    }

    [TestCase(null)]
    [TestCase("invalid_code")]
    public async Task And_connecting_again_are_not_undone_by_a_refresh_that_hangs(string? error)
    {
        var gate = new Gate();
        await using ConnectionHost host = await StartWithRefreshInFlightAsync(gate);
        await using ConnectionHost neighbor = host.Neighbor();
        if (error is not null)
        {
            host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Error(error));
        }

        Task<AccessToken> refresh = host.TokenAsync();
        await gate.Reached;
        host.Emulator.Clock.Advance(TimeSpan.FromSeconds(60)); // the lease of the one that hangs is over
        await neighbor.Connections.DisconnectAsync(ConnectionHost.Key);
        await neighbor.ConnectAsync();
        await neighbor.CallWithStaleTokenAsync();

        StoredConnection row = await host.RowAsync();
        gate.Open();

        (await refresh).Reveal().Should().Be(row.AccessToken);
        (await host.RowAsync()).Should().BeSameAs(row);
    }

    private static async Task<ConnectionHost> StartWithRefreshInFlightAsync(Gate gate)
    {
        ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.TokenHttpClient.AddHttpMessageHandler(() => new GatedAnswers(gate)));
        host.Emulator.Clock.Stop();
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        gate.Close();
        return host;
    }
}
