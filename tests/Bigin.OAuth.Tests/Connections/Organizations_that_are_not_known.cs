using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(DifferentOrganization))]
public sealed class Organizations_that_are_not_known
{
    private const string User = "three@example.com";

    [Test]
    public async Task Leave_a_connection_with_its_organization_unchanged_and_the_new_refresh_token_at_Bigin()
    {
        await using ConnectionHost host = await StartConnectedAsync();
        StoredConnection before = await host.RowAsync();
        AuthorizationResult accepted = await host.AcceptAsync(User, "Birch Bicycles");
        host.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Status(503), times: 3);

        ConnectResult result = await host.Connections.ConnectAsync(ConnectionHost.Key, accepted);

        DifferentOrganization different = result.Should().BeOfType<DifferentOrganization>().Subject;
        different.Picked.Should().BeNull();
        different.Current.Organization!.Name.Should().Be("Acorn Books");
        (await host.RowAsync()).Should().BeSameAs(before);
        host.To("/oauth/v2/token/revoke").Should().BeEmpty("it may be a token of the same organization");
    }

    [Test]
    public async Task Have_their_refresh_token_revoked_where_every_replaced_one_is()
    {
        await using ConnectionHost host = await StartConnectedAsync(options => options.ReplacedTokenRevocation = ReplacedTokenRevocation.Always);
        AuthorizationResult accepted = await host.AcceptAsync(User, "Birch Bicycles");
        host.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Status(503), times: 3);

        (await host.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().BeOfType<DifferentOrganization>();

        host.To("/oauth/v2/token/revoke").Should().ContainSingle();
    }

    [Test]
    public async Task Of_a_link_without_the_scope_for_it_leave_a_connection_unchanged()
    {
        await using ConnectionHost host = await StartConnectedAsync();
        StoredConnection before = await host.RowAsync();
        AuthorizationResult accepted = await host.AcceptAsync(link => link.WithScopes(BiginScopes.Users.Read));

        (await host.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().BeOfType<DifferentOrganization>().Which.Picked.Should().BeNull();

        (await host.RowAsync()).Should().BeSameAs(before);
        host.To("/oauth/v2/token/revoke").Should().BeEmpty("it may be a token of the same organization");
    }

    [Test]
    public async Task Are_read_again_twice_before_they_are_given_up()
    {
        await using ConnectionHost host = await StartConnectedAsync();
        AuthorizationResult accepted = await host.AcceptAsync(User, "Acorn Books");
        host.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Status(503), times: 2);

        (await host.Connections.ConnectAsync(ConnectionHost.Key, accepted)).Should().BeOfType<Connected>().Which.Connection.Organization!.Name.Should().Be("Acorn Books");
    }

    [Test]
    public async Task Are_stored_as_none_where_the_host_allows_it_and_ask_no_more_after()
    {
        await using ConnectionHost host = await StartConnectedAsync();
        AuthorizationResult accepted = await host.AcceptAsync(link => link.WithScopes(BiginScopes.Users.Read));

        (await host.Connections.ConnectAsync(ConnectionHost.Key, accepted, OrganizationChange.Allow)).Should().BeOfType<Connected>()
            .Which.Connection.Organization.Should().BeNull();

        (await host.Connections.ConnectAsync(ConnectionHost.Key, await host.AcceptAsync(User, "Birch Bicycles"))).Should().BeOfType<Connected>();
    }

    [Test]
    public async Task Are_read_after_the_next_refresh()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.PassWaits());
        host.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Status(503), times: 3);
        (await host.ConnectAsync()).Organization.Should().BeNull();

        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        AccessToken token = await host.TokenAsync();

        await host.UntilAsync(async () => (await host.RowAsync()).OrganizationName == "Acorn Books");
        (await host.TokenAsync()).Reveal().Should().Be(token.Reveal());
    }

    [Test]
    public async Task For_want_of_a_scope_are_read_after_a_consent_that_has_it()
    {
        using var logs = new RecordedLogs();
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.Record(logs);
            builder.PassWaits();
        });
        foreach (EmulatorFault answer in new[] { EmulatorFault.Status(503), EmulatorFault.Json(401, """{"code":"OAUTH_SCOPE_MISMATCH"}""") })
        {
            host.Emulator.Faults.Next(EmulatorEndpoint.Api, answer, times: 3);
        }

        (await host.ConnectAsync()).Organization.Should().BeNull();
        await host.RefreshAsync();
        await host.UntilAsync(() => logs.Entries.Count(entry => entry.Id.Name == "OrganizationUnknown") == 2);
        host.Emulator.Faults.Clear();
        host.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Status(503), times: 3);
        (await host.ConnectAsync()).Organization.Should().BeNull();

        await host.RefreshAsync();

        await host.UntilAsync(async () => (await host.RowAsync()).OrganizationName == "Acorn Books");
    }

    [Test]
    public async Task Are_read_where_the_host_gives_all_its_clients_a_base_address()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.Services.ConfigureHttpClientDefaults(
            clients => clients.ConfigureHttpClient(client => client.BaseAddress = new Uri("https://app.example.com/api/"))));

        (await host.ConnectAsync()).Organization!.Name.Should().Be("Acorn Books");
    }

    private static async Task<ConnectionHost> StartConnectedAsync(Action<BiginOAuthOptions>? configure = null)
    {
        ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.PassWaits(), configure: configure);
        await host.ConnectAsync(user: User, organization: "Acorn Books");
        return host;
    }
}
