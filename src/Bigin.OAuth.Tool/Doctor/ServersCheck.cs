using System.Globalization;
using System.Runtime.CompilerServices;
using Bigin.OAuth.Tool.Hosting;

namespace Bigin.OAuth.Tool.Doctor;

/// <summary>Checks that each allowed data center can be reached, and compares our clock with Bigin's.</summary>
/// <remarks>Its requests have neither a token nor an id, so every response is a good one.</remarks>
internal sealed class ServersCheck : IDisposable
{
    private const string Reachability = "network";
    private const string Clock = "clock";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    // Where clocks differ by more, leases of processes that share a store may overlap.
    private static readonly TimeSpan MaxDifference = TimeSpan.FromMinutes(1);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout };
    private TimeSpan? _difference;

    internal async IAsyncEnumerable<Finding> RunAsync(ToolHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BiginOAuthOptions options = host.Options;
        Task<Finding>[] checks =
        [
            .. options.DataCenters
                .Where(dataCenter => options.AllowedDataCenters.Count == 0
                || options.AllowedDataCenters.Contains(dataCenter.Id, StringComparer.OrdinalIgnoreCase))
                .Select(dataCenter => CheckAsync(dataCenter, host.Console.Clock, cancellationToken)),
        ];
        foreach (Task<Finding> check in checks)
        {
            yield return await check.ConfigureAwait(false);
        }

        yield return DescribeClock();
    }

    public void Dispose() => _http.Dispose();

    private async Task<Finding> CheckAsync(DataCenter dataCenter, TimeProvider clock, CancellationToken cancellationToken)
    {
        foreach ((string what, Uri address) in new[] { ("accounts server", new Uri(dataCenter.AccountsServer, "/oauth/serverinfo")),
            ("API server", dataCenter.ApiServer) })
        {
            try
            {
                using HttpResponseMessage response =
                    await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
                if (what == "accounts server" && response.Headers.Date is { } date)
                {
                    _difference = clock.GetUtcNow() - date;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                string reason = exception is OperationCanceledException ? "It didn't respond within 10 seconds." : exception.Message;
                return Finding.Problem(
                    Reachability,
                    ExitCode.TryLater,
                    $"{dataCenter.Id}: the {what} {address.Host} can't be reached. {reason}",
                    "Check DNS, firewall and proxy (HTTPS_PROXY). "
                    + "Where this data center isn't needed, leave it out of AllowedDataCenters.");
            }
        }

        return Finding.Ok(Reachability,
            $"{dataCenter.Id}: {dataCenter.AccountsServer.Authority} and {dataCenter.ApiServer.Authority} respond.");
    }

    private Finding DescribeClock()
    {
        if (_difference is not { } difference)
        {
            return Finding.Warning(Clock, "No accounts server said what time it is.", "Fix the network first.");
        }

        string seconds = difference.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return difference.Duration() <= MaxDifference
            ? Finding.Ok(Clock, $"It agrees with Bigin's ({seconds} s).")
            : Finding.Warning(Clock, $"It differs from Bigin's by {seconds} seconds.",
                "Set the clock by NTP. Programs that share a database may refresh twice otherwise.");
    }
}
