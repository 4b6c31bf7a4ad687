using Bigin.OAuth.Emulator;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnectionException))]
public sealed class Failures_of_a_refresh
{
    private const string LostToken = """{"error":"invalid_code"}""";

    [TestCase("nothing stored", "Nothing is stored under this key. Connect it first.")]
    [TestCase("consent withdrawn", "Bigin no longer knows the refresh token. Ask the user to connect again.")]
    [TestCase("tokens used up", "Ten access tokens were made in ten minutes, which is Zoho's limit for a refresh token. Find out which code asks for new ones: each lives an hour.")]
    [TestCase("Bigin away", "The access token could not be refreshed (")]
    public async Task Say_what_has_happened_and_what_to_do(string cause, string expected)
    {
        await using ConnectionHost host = await StartAsync();
        await BringAboutAsync(host, cause);

        (await FailureAsync(host)).Message.Should().Contain(expected);
    }

    [TestCase("consent withdrawn", "ConsentNeeded")]
    [TestCase("tokens used up", "BudgetExhausted")]
    [TestCase("store away", "StoreFailed")]
    public async Task Are_logged_with_their_key(string cause, string expected)
    {
        using var logs = new RecordedLogs();
        await using ConnectionHost host = await StartAsync(logs);
        await BringAboutAsync(host, cause);

        await FailureAsync(host);

        logs.Entries.Where(entry => entry.Id.Name == expected).Should().ContainSingle()
            .Which.Should().Match<LoggedEvent>(entry => entry.Level >= LogLevel.Warning && entry.Message.Contains(ConnectionHost.Key, StringComparison.Ordinal));
    }

    [Test]
    public async Task Whose_connection_is_gone_meanwhile_leave_no_other_refresh_token_at_Bigin()
    {
        await using ConnectionHost host = await StartAsync();
        await AnswerAsync(host, EmulatorFault.Json(200, """{"access_token":"1000.a.a","refresh_token":"1000.r.r","token_type":"Bearer","expires_in":3600}"""));
        host.WatchedStore().BeforeSave = async connection => connection.RefreshToken != "1000.r.r"
            || !await host.Store.TryDeleteAsync(ConnectionHost.Key, (await host.RowAsync()).ConcurrencyStamp);

        (await FailureAsync(host)).Reason.Should().Be(ConnectionFailure.NotConnected);

        await host.UntilAsync(() => host.To("/oauth/v2/token/revoke").Any());
        host.To("/oauth/v2/token/revoke").Should().ContainSingle().Which.Parameters["token"].Should().Be("1000.r.r");
    }

    private static Task BringAboutAsync(ConnectionHost host, string cause)
    {
        switch (cause)
        {
            case "nothing stored":
                return host.Connections.ForgetAsync(ConnectionHost.Key);
            case "consent withdrawn":
                return AnswerAsync(host, EmulatorFault.Json(200, LostToken));
            case "Bigin away":
                return AnswerAsync(host, EmulatorFault.Status(503));
            case "tokens used up":
                host.Emulator.Clock.Stop();
                return host.UseUpBudgetAsync();
            case "store away":
                host.WatchedStore().BeforeLock = () => throw new TimeoutException("the database");
                return Task.CompletedTask;
            default:
                throw new ArgumentOutOfRangeException(nameof(cause), cause, null);
        }
    }

    private static async Task<BiginConnectionException> FailureAsync(ConnectionHost host) =>
        (await host.Awaiting(x => x.RefreshAsync()).Should().ThrowAsync<BiginConnectionException>()).Which;

    private static Task AnswerAsync(ConnectionHost host, EmulatorFault answer)
    {
        host.Emulator.Faults.Next(EmulatorEndpoint.Token, answer);
        return Task.CompletedTask;
    }

    private static async Task<ConnectionHost> StartAsync(RecordedLogs? logs = null)
    {
        ConnectionHost host = await ConnectionHost.StartAsync(
            builder =>
            {
                builder.WatchStore();
                builder.PassWaits();
                if (logs is not null)
                {
                    builder.Record(logs);
                }
            },
            emulator => emulator.MaskSecrets = false);
        await host.ConnectAsync();
        return host;
    }
}
