using Bigin.OAuth.Emulator;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnectionException))]
public sealed class Failures_of_a_refresh
{
    private const string LostToken = """{"error":"invalid_code"}""";

    [TestCase("nothing stored", "Nothing is stored under this key. Connect it first.")]
    [TestCase("consent withdrawn", "Bigin no longer knows the refresh token. Ask the user to connect again.")]
    [TestCase("tokens used up", "Ten refreshes were sent in ten minutes, those that failed included, and Zoho gives a refresh token no more. Either the refreshes before have failed, and the log says why, or some code asks for new tokens: each lives an hour.")]
    [TestCase("Bigin away", "The access token could not be refreshed (ServerError). ")]
    [TestCase("no refresh token", "The refresh failed. The inner exception says how.")]
    [TestCase("nothing decrypts it", "The stored tokens can't be decrypted. Give this machine the key ring that they were encrypted with, or ask the user to connect again. BiginConnections.ForgetAsync deletes the connection without revoking its refresh token.")]
    [TestCase("unknown data center", "The connection is in data center 'moon', which is not in DataCenters. Add the entry again, or delete the connection with BiginConnections.ForgetAsync, which doesn't revoke its refresh token.")]
    [TestCase("data center not allowed", "The connection is in data center 'eu', which is not in AllowedDataCenters. Add it there, or disconnect the connection.")]
    public async Task Say_what_has_happened_and_what_to_do(string cause, string expected)
    {
        await using ConnectionHost host = await StartAsync();
        await BringAboutAsync(host, cause);

        (await FailureAsync(host)).Message.Should().Contain(expected);
    }

    [TestCase("consent withdrawn", "ConsentNeeded", "")]
    [TestCase("tokens used up", "BudgetExhausted", "")]
    [TestCase("nothing decrypts it", "Unreadable", "")]
    [TestCase("store away", "StoreFailed", "while refreshing")]
    [TestCase("no refresh token", "RefreshThrew", "by an exception")]
    public async Task Are_logged_with_their_key(string cause, string expected, string doing)
    {
        using var logs = new RecordedLogs();
        await using ConnectionHost host = await StartAsync(logs);
        await BringAboutAsync(host, cause);

        await FailureAsync(host);

        logs.Entries.Where(entry => entry.Id.Name == expected).Should().ContainSingle()
            .Which.Should().Match<LoggedEvent>(entry => entry.Level >= LogLevel.Warning && entry.Message.Contains(ConnectionHost.Key, StringComparison.Ordinal)
                && entry.Message.Contains(doing, StringComparison.Ordinal));
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
            case "nothing decrypts it":
                host.WatchedStore().Reads = row => row!.Changed(status: ConnectionStatus.Unreadable, keepsStamp: true);
                return Task.CompletedTask;
            case "no refresh token":
                host.WatchedStore().Reads = row => row!.Changed(refreshToken: "", keepsStamp: true);
                return Task.CompletedTask;
            case "unknown data center":
                host.WatchedStore().Reads = row => row!.Changed(dataCenter: "moon", keepsStamp: true);
                return Task.CompletedTask;
            case "data center not allowed":
                host.WatchedStore().Reads = row => row!.Changed(dataCenter: "eu", keepsStamp: true);
                return Task.CompletedTask;
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
            emulator => emulator.MaskSecrets = false,
            options => options.AllowedDataCenters.Add("us"));
        await host.ConnectAsync();
        return host;
    }
}
