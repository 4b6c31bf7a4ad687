using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Importing_for_another_organization
{
    private const string User = "three@example.com";
    private const string Acorn = "Acorn Books";
    private const string Birch = "Birch Bicycles";

    [Test]
    public async Task Changes_nothing_and_leaves_the_token_to_the_caller()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        await host.ConnectAsync(user: User, organization: Acorn);
        StoredConnection before = await host.RowAsync();
        RefreshToken token = host.Emulator.IssueRefreshToken(User, Birch);

        DifferentOrganization different = (await host.ImportAsync(token)).Should().BeOfType<DifferentOrganization>().Subject;

        different.Current.Organization!.Name.Should().Be(Acorn);
        different.Picked!.Name.Should().Be(Birch);
        different.IsRefreshTokenRevoked.Should().BeFalse();
        (await host.RowAsync()).Should().BeSameAs(before);
        host.To("/oauth/v2/token/revoke").Should().BeEmpty();
    }

    [Test]
    public async Task That_is_replaced_by_a_consent_leaves_the_token_to_the_program_that_had_it([Values] ReplacedTokenRevocation policy, [Values] bool isRepeated)
    {
        using var logs = new RecordedLogs();
        await using ConnectionHost host = await ConnectionHost.StartAsync(
            builder =>
            {
                builder.Record(logs);
                builder.TokenHttpClient.ConfigurePrimaryHttpMessageHandler(() => new Repeating(isRepeated) { InnerHandler = new SocketsHttpHandler() });
            },
            options => options.MaskSecrets = false,
            options => options.ReplacedTokenRevocation = policy);
        RefreshToken imported = host.Emulator.IssueRefreshToken(User, Acorn);
        await host.ImportAsync(imported);
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        await host.TokenAsync();

        (await host.Connections.ConnectAsync(ConnectionHost.Key, await host.AcceptAsync(User, Birch), OrganizationChange.Allow)).Should().BeOfType<Connected>();

        logs.Entries.Should().ContainSingle(entry => entry.Id.Name == "RefreshTokenLeft").Which.Message.Should().Contain("it was imported");
        host.To("/oauth/v2/token/revoke").Should().BeEmpty();
        (await host.Connections.DisconnectAsync(ConnectionHost.Key)).Should().BeOfType<Disconnected>();
        (await host.ImportAsync(imported)).Should().BeOfType<Connected>("the older program's token is as good as before");
        await host.Connections.DisconnectAsync(ConnectionHost.Key);
        (await host.ImportAsync(imported)).Should().BeOfType<ConnectFailed>("to disconnect ends it");
    }

    [Test]
    public async Task Moves_the_key_where_the_host_allows_it_and_ends_what_it_replaces()
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(configureEmulator: options => options.MaskSecrets = false);
        await host.ConnectAsync(user: User, organization: Acorn);
        string replaced = (await host.RowAsync()).RefreshToken;

        ConnectResult result = await host.ImportAsync(host.Emulator.IssueRefreshToken(User, Birch), change: OrganizationChange.Allow);

        result.Should().BeOfType<Connected>().Which.Connection.Organization!.Name.Should().Be(Birch);
        await host.UntilAsync(() => host.To("/oauth/v2/token/revoke").Any());
        host.To("/oauth/v2/token/revoke").Should().ContainSingle().Which.Parameters["token"].Should().Be(replaced);
    }

    /// <summary>Has the response to a refresh name the refresh token again, as other servers do.</summary>
    private sealed class Repeating(bool isOn) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string sent = await request.Content!.ReadAsStringAsync(cancellationToken);
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (isOn && response.IsSuccessStatusCode && QueryHelpers.ParseQuery(sent).TryGetValue("refresh_token", out StringValues refreshToken))
            {
                JsonNode body = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
                body["refresh_token"] = refreshToken.ToString();
                response.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            }

            return response;
        }
    }
}
