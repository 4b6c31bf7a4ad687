using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections;

/// <summary>Refresh tokens of a key that has moved to another organization, and that Bigin still knows.</summary>
[TestOf(typeof(ReplacedTokenRevocation))]
public sealed class Refresh_tokens_that_are_left_at_Bigin
{
    private const string User = "three@example.com";

    private static readonly TestCaseData[] Failures =
    [
        new TestCaseData(EmulatorFault.Status(503), 3).SetArgDisplayNames("503 is tried again"),
        new TestCaseData(EmulatorFault.HtmlError, 1).SetArgDisplayNames("a page is not"),
    ];

    [TestCaseSource(nameof(Failures))]
    public async Task Are_logged_where_they_cannot_be_revoked(EmulatorFault fault, int requests)
    {
        var logs = new RecordedLogs();
        await using ConnectionHost host = await StartConnectedAsync(build: builder =>
        {
            builder.PassWaits();
            builder.Record(logs);
        });
        host.Emulator.Faults.Next(EmulatorEndpoint.Revocation, fault, times: 3);

        await MoveAsync(host);

        await host.UntilAsync(() => Left(logs).Any());
        Left(logs).Should().ContainSingle().Which.Message.Should().Contain(ConnectionHost.Key).And.Contain("couldn't be revoked");
        Revocations(host).Should().HaveCount(requests);
    }

    [Test]
    public async Task Are_logged_where_the_host_makes_no_client_to_revoke_them()
    {
        var logs = new RecordedLogs();
        bool isBroken = false;
        await using ConnectionHost host = await StartConnectedAsync(build: builder =>
        {
            builder.TokenHttpClient.ConfigureHttpClient(_ =>
            {
                if (isBroken)
                {
                    throw new FormatException("the proxy's address is none");
                }
            });
            builder.WatchStore();
            builder.Record(logs);
        });
        host.WatchedStore().BeforeSave = _ => Task.FromResult(isBroken = true); // the code is exchanged by then

        await MoveAsync(host);

        await host.UntilAsync(() => Left(logs).Any());
        Left(logs).Should().ContainSingle().Which.Message.Should().Contain(ConnectionHost.Key).And.Contain("couldn't be revoked (FormatException)");
    }

    [Test]
    public async Task Are_not_revoked_where_the_host_never_wants_it()
    {
        var logs = new RecordedLogs();
        await using ConnectionHost host = await StartConnectedAsync(builder => builder.Record(logs), options => options.ReplacedTokenRevocation = ReplacedTokenRevocation.Never);
        StoredConnection before = await host.RowAsync();

        await MoveAsync(host);

        Left(logs).Should().ContainSingle().Which.Message.Should().Contain(ConnectionHost.Key);
        Revocations(host).Should().BeEmpty();
        await ShouldRefreshAsync(host, before);
    }

    [Test]
    public async Task By_a_process_that_died_are_used_by_no_other_process()
    {
        await using ConnectionHost one = await StartConnectedAsync();
        StoredConnection before = await one.RowAsync();
        await one.TokenAsync();
        var gate = new Gate();
        gate.Close();
        await using (ConnectionHost dying = one.Neighbor(builder => builder.TokenHttpClient.AddHttpMessageHandler(() => new HeldRevocations(gate))))
        {
            await MoveAsync(dying);
            await gate.Reached;
        }

        one.Emulator.Clock.Advance(TimeSpan.FromSeconds(30));

        (await one.TokenAsync()).Reveal().Should().Be((await one.RowAsync()).AccessToken).And.NotBe(before.AccessToken);
        Revocations(one).Should().BeEmpty();
        await ShouldRefreshAsync(one, before);
    }

    private static async Task<ConnectionHost> StartConnectedAsync(Action<BiginOAuthBuilder>? build = null, Action<BiginOAuthOptions>? configure = null)
    {
        ConnectionHost host = await ConnectionHost.StartAsync(build, configure: configure);
        await host.ConnectAsync(user: User, organization: "Acorn Books");
        return host;
    }

    private static async Task MoveAsync(ConnectionHost host) =>
        (await host.Connections.ConnectAsync(ConnectionHost.Key, await host.AcceptAsync(User, "Birch Bicycles"), OrganizationChange.Allow)).Should().BeOfType<Connected>();

    private static IEnumerable<LoggedEvent> Left(RecordedLogs logs) => logs.Entries.Where(entry => entry.Id.Name == "RefreshTokenLeft");

    private static IEnumerable<EmulatorRequest> Revocations(ConnectionHost host) => host.To("/oauth/v2/token/revoke");

    private static async Task ShouldRefreshAsync(ConnectionHost host, StoredConnection row)
    {
        DataCenter dataCenter = (await host.Connections.FindAsync(ConnectionHost.Key))!.DataCenter!;
        (await host.Services.GetRequiredService<BiginTokenClient>().RefreshAsync(new RefreshToken(row.RefreshToken), dataCenter)).Should().BeOfType<BiginTokens>();
    }

    /// <summary>Holds every revocation before it is sent.</summary>
    private sealed class HeldRevocations(Gate gate) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath == "/oauth/v2/token/revoke")
            {
                await gate.PassAsync(cancellationToken);
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
