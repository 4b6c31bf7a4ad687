using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnection))]
public sealed class Connections_out_of_reach
{
    [Test]
    public async Task In_a_data_center_that_is_not_allowed_give_no_token_and_can_be_found_and_disconnected()
    {
        await using ConnectionHost first = await ConnectionHost.StartAsync();
        await first.ConnectAsync();
        await using ConnectionHost host = first.Neighbor(builder => builder.Services.Configure<BiginOAuthOptions>(options => options.AllowedDataCenters.Add("eu")));

        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.DataCenterNotAllowed);

        (await host.Connections.FindAsync(ConnectionHost.Key))!.DataCenter!.Id.Should().Be("us");
        (await host.Connections.DisconnectAsync(ConnectionHost.Key)).Should().BeOfType<Disconnected>();
        first.Refreshes.Should().BeEmpty();
    }

    [Test]
    public async Task In_a_data_center_that_is_not_configured_can_be_connected_again()
    {
        await using ConnectionHost host = await StartElsewhereAsync();

        ConnectResult asked = await host.Connections.ConnectAsync(ConnectionHost.Key, await host.AcceptAsync());
        ConnectResult allowed = await host.Connections.ConnectAsync(ConnectionHost.Key, await host.AcceptAsync(), OrganizationChange.Allow);

        asked.Should().BeOfType<DifferentOrganization>().Which.Current.DataCenter.Should().BeNull();
        allowed.Should().BeOfType<Connected>().Which.Connection.DataCenterId.Should().Be("us");
        (await host.TokenAsync()).Should().NotBeNull();
    }

    [Test]
    public async Task In_a_data_center_that_is_not_configured_can_be_forgotten()
    {
        await using ConnectionHost host = await StartElsewhereAsync();
        (await host.Awaiting(x => x.Connections.DisconnectAsync(ConnectionHost.Key)).Should().ThrowAsync<BiginConnectionException>())
            .Which.Message.Should().Contain("ForgetAsync");

        (await host.Connections.ForgetAsync(ConnectionHost.Key)).Should().BeTrue();

        (await host.Connections.FindAsync(ConnectionHost.Key)).Should().BeNull();
        (await host.Connections.ForgetAsync(ConnectionHost.Key)).Should().BeFalse();
        host.To("/oauth/v2/token/revoke").Should().BeEmpty();
    }

    [Test]
    public async Task That_need_consent_by_mistake_work_again_after_a_refresh_that_is_asked_for()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Error("invalid_code"));
        (await host.FailureAsync()).Reason.Should().Be(ConnectionFailure.NeedsConsent);

        (await host.RefreshAsync()).Status.Should().Be(ConnectionStatus.Active);

        (await host.TokenAsync()).Reveal().Should().Be((await host.RowAsync()).AccessToken);
    }

    [Test]
    public async Task With_an_expiry_that_a_store_has_lost_are_refreshed()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync();
        StoredConnection row = await host.RowAsync();
        await using ConnectionHost other = host.Neighbor();
        await host.Store.TrySaveAsync(row.Changed(accessTokenExpiresAt: default(DateTimeOffset)), row.ConcurrencyStamp);

        (await other.TokenAsync()).Should().NotBeNull();

        host.Refreshes.Should().ContainSingle();
    }

    private static async Task<ConnectionHost> StartElsewhereAsync()
    {
        ConnectionHost host = await ConnectionHost.StartAsync();
        await host.Store.TrySaveAsync(
            new StoredConnection
            {
                Key = ConnectionHost.Key,
                DataCenter = "moon",
                RefreshToken = "1000.refresh.refresh",
                OrganizationId = "1",
                OrganizationName = "Crater Cakes",
                ConnectedAt = host.Emulator.Clock.GetUtcNow(),
            },
            expectedStamp: null);
        return host;
    }
}
