using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Importing_a_refresh_token_that_cannot_be_proven
{
    [Test]
    public async Task Keeps_Zohos_limit_also_where_nothing_can_be_stored()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder =>
        {
            builder.WatchStore();
            builder.PassWaits();
        });
        RefreshToken token = host.Emulator.IssueRefreshToken("one@example.com");
        host.WatchedStore().BeforeSave = _ => throw new TimeoutException("the database");
        for (int i = 0; i < 10; i++)
        {
            (await host.Awaiting(x => x.ImportAsync(token)).Should().ThrowAsync<BiginConnectionException>()).Which.Reason.Should().Be(ConnectionFailure.StoreFailed);
        }

        (await host.Awaiting(x => x.ImportAsync(token)).Should().ThrowAsync<BiginConnectionException>()).Which.Reason.Should().Be(ConnectionFailure.BudgetExhausted);

        host.Refreshes.Should().HaveCount(10);
    }

    [Test]
    public async Task Counts_no_proof_that_never_left_while_the_network_was_down()
    {
        var network = new Network { IsDown = true };
        await using ConnectionHost host = await ConnectionHost.StartAsync(
            builder => builder.TokenHttpClient.AddHttpMessageHandler(network.CreateHandler));
        RefreshToken token = host.Emulator.IssueRefreshToken("one@example.com");
        for (int tries = 0; tries < 12; tries++)
        {
            (await host.ImportAsync(token)).Should().BeOfType<ConnectFailed>().Which.Error.Kind.Should().Be(TokenErrorKind.Unreachable);
        }

        network.IsDown = false;
        (await host.ImportAsync(token)).Should().BeOfType<Connected>();

        (await host.RowAsync()).RecentRefreshes.Should().ContainSingle();
    }

    [Test]
    public async Task Fails_where_Bigin_is_busy_and_saves_nothing()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        RefreshToken token = host.Emulator.IssueRefreshToken("one@example.com");
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Throttle);

        ConnectResult result = await host.ImportAsync(token);

        TokenError error = result.Should().BeOfType<ConnectFailed>().Which.Error;
        error.Kind.Should().Be(TokenErrorKind.RateLimited);
        error.IsTransient.Should().BeTrue();
        (await host.Connections.FindAsync(ConnectionHost.Key)).Should().BeNull();
    }

    [Test]
    public async Task Counts_no_proof_where_the_handlers_of_the_token_client_cannot_be_made()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.TokenHttpClient.AddHttpMessageHandler(
            () => throw new InvalidOperationException("no handler")));
        RefreshToken token = host.Emulator.IssueRefreshToken("one@example.com");
        for (int tries = 0; tries < 12; tries++)
        {
            await host.Awaiting(x => x.ImportAsync(token)).Should().ThrowAsync<InvalidOperationException>().WithMessage("no handler");
        }
    }
}
