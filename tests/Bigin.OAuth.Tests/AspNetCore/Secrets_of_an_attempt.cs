using System.Buffers.Text;
using System.Text;
using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointRouteBuilderExtensions))]
public sealed class Secrets_of_an_attempt
{
    private static readonly TestCaseData[] Rows = [.. EveryOutcome.Rows.Select(row => new TestCaseData(row.Name))];

    [TestCaseSource(nameof(Rows))]
    public async Task Are_in_no_answer_no_cookie_and_no_log_whatever_happens(string name)
    {
        EveryOutcome row = EveryOutcome.Rows.Single(row => row.Name == name);
        using var logs = new RecordedLogs();
        var outcomes = new RecordedOutcomes();
        await using BiginEmulator emulator = await BiginEmulator.StartAsync(options => (options.MaskSecrets, options.CodesPerTenMinutes) = (false, int.MaxValue));
        await using WebHost host = await EveryOutcome.StartAsync(outcomes.Record, builder => builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs), emulator);
        using WebBrowser browser = host.Browse();

        using HttpResponseMessage answer = await row.ReachAsync(host, browser);

        StoredConnection? stored = await host.App.Services.GetRequiredService<IBiginConnectionStore>().FindAsync(WebHost.Key);
        string?[] kept =
        [
            emulator.ClientSecret,
            stored?.RefreshToken,
            stored?.AccessToken,
            .. browser.States,
            .. browser.Codes,
            .. emulator.Requests.SelectMany(request => new[] { "code", "code_verifier", "client_secret", "refresh_token", "token" }.Select(request.Parameters.GetValueOrDefault)),
        ];
        string[] secrets = [.. kept.OfType<string>().Distinct()];
        secrets.Should().HaveCountGreaterThanOrEqualTo(row.Outcome == typeof(ConnectedOutcome) ? 6 : row.Branch == "connectFailed" ? 4 : 1);
        string everything = string.Join('\n', [.. logs.Entries.Where(IsNotTheRequestLine).Select(entry => entry.Everything), .. browser.Seen, .. outcomes.All.Select(outcome => $"{outcome}")]);
        everything.Should().Contain("Bigin.OAuth.AspNetCore").And.Contain("Microsoft.AspNetCore").And.Contain("no-referrer");
        secrets.SelectMany(Spellings).Where(secret => everything.Contains(secret, StringComparison.OrdinalIgnoreCase)).Should().BeEmpty();
    }

    // ASP.NET Core's own line for each request, which docs/observability.md says how to turn off.
    private static bool IsNotTheRequestLine(LoggedEvent entry) => entry.Category != "Microsoft.AspNetCore.Hosting.Diagnostics";

    private static string[] Spellings(string secret) =>
        [secret, Uri.EscapeDataString(secret), Base64Url.EncodeToString(Encoding.UTF8.GetBytes(secret)), Convert.ToHexString(Encoding.UTF8.GetBytes(secret))];
}
