using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Connections;

/// <summary>A server that Bigin asks to wait for an hour sends nothing in it, but goes on reading the row.</summary>
[TestOf(typeof(BiginConnections))]
public sealed class Servers_whose_refresh_has_failed
{
    [Test]
    public async Task Take_the_token_that_another_has_refreshed()
    {
        await using ConnectionHost one = await StartAsync();
        await using ConnectionHost other = one.Neighbor();
        await ThrottleAsync(other);
        one.Emulator.Clock.Advance(TimeSpan.FromSeconds(3));
        (await other.FailureAsync()).Error!.Kind.Should().Be(TokenErrorKind.RateLimited);
        one.Refreshes.Should().ContainSingle("the row had nothing new, and the hour isn't over");
        AccessToken token = await one.TokenAsync();

        one.Emulator.Clock.Advance(TimeSpan.FromSeconds(3));

        (await other.TokenAsync()).Reveal().Should().Be(token.Reveal());
        one.Refreshes.Should().HaveCount(2, "one was throttled, and the other one made the token");
    }

    [Test]
    public async Task Take_the_token_of_a_new_consent_at_another()
    {
        await using ConnectionHost one = await StartAsync();
        await using ConnectionHost other = one.Neighbor();
        await ThrottleAsync(other);
        await one.ConnectAsync();

        one.Emulator.Clock.Advance(TimeSpan.FromSeconds(3));

        (await other.TokenAsync()).Reveal().Should().Be((await one.RowAsync()).AccessToken);
        one.Refreshes.Should().ContainSingle("nothing but the throttled one was sent");
    }

    [Test]
    public async Task Take_a_new_consent_at_once_where_they_have_seen_the_end_of_the_one_before()
    {
        await using ConnectionHost one = await StartAsync();
        await using ConnectionHost other = one.Neighbor();
        await ThrottleAsync(other);
        await one.Connections.DisconnectAsync(ConnectionHost.Key);
        one.Emulator.Clock.Advance(TimeSpan.FromSeconds(3));
        (await other.FailureAsync()).Reason.Should().Be(ConnectionFailure.NotConnected);

        await one.ConnectAsync();

        (await other.TokenAsync()).Reveal().Should().Be((await one.RowAsync()).AccessToken);
    }

    private static async Task<ConnectionHost> StartAsync()
    {
        ConnectionHost host = await ConnectionHost.StartAsync();
        host.Emulator.Clock.Stop();
        await host.ConnectAsync();
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        return host;
    }

    private static async Task ThrottleAsync(ConnectionHost host)
    {
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Throttle.WithRetryAfter(TimeSpan.FromHours(1)));
        (await host.FailureAsync()).Error!.Kind.Should().Be(TokenErrorKind.RateLimited);
    }
}
