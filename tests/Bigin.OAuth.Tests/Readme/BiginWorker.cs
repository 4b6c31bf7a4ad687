using Bigin.OAuth;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Invoices;

internal sealed partial class BiginWorker(BiginConnections connections, TimeProvider clock, ILogger<BiginWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(15), clock);
        do
        {
            try
            {
                await RunRoundAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                RoundBroke(exception); // the database is away, say; what leaves this method stops the whole host
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RunRoundAsync(CancellationToken stoppingToken)
    {
        await foreach (ConnectionSummary connection in connections.ListAsync(stoppingToken))
        {
            if (connection.Status is ConnectionStatus.NeedsConsent)
            {
                continue; // AskToConnectAgain was called; a new consent makes it Active
            }

            try
            {
                using HttpClient bigin = connections.CreateClient(connection.Key);
                string organization = await bigin.GetStringAsync("org", stoppingToken); // your work in its place
                Done(connection.Key);
            }
            catch (BiginConnectionException exception) when (exception.Reason is ConnectionFailure.NeedsConsent or ConnectionFailure.NotConnected)
            {
                Skipped(connection.Key, exception.Reason); // revoked or disconnected since the list was read
            }
            catch (BiginConnectionException exception) when (exception.Reason is ConnectionFailure.RefreshFailed or ConnectionFailure.StoreFailed or ConnectionFailure.BudgetExhausted)
            {
                Postponed(connection.Key, exception);
            }
            catch (BiginConnectionException exception)
            {
                Unusable(connection.Key, exception.Reason); // Unreadable: this is not the web application's key ring
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Postponed(connection.Key, exception); // Bigin's API refuses or is late, or sends something unexpected: the next customer is served all the same
            }
        }

        RoundEnded();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Key}: done.")]
    private partial void Done(string key);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Key}: skipped, {Reason}.")]
    private partial void Skipped(string key, ConnectionFailure reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Key}: failed, next round.")]
    private partial void Postponed(string key, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Key}: can't be used, {Reason}.")]
    private partial void Unusable(string key, ConnectionFailure reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The round ended.")]
    private partial void RoundEnded();

    [LoggerMessage(Level = LogLevel.Error, Message = "The round broke off.")]
    private partial void RoundBroke(Exception exception);
}
