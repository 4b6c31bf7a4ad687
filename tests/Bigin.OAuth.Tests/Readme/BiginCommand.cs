using Bigin.OAuth;
using Bigin.OAuth.Interactive;

namespace Invoices;

internal sealed class BiginCommand(BiginInteractiveConnector interactive, BiginConnections connections)
{
    private const string Key = "default";

    internal async Task ConnectAsync(TextWriter output, CancellationToken cancellationToken)
    {
        // One person, who picks the organization in the browser now.
        InteractiveConnectOutcome outcome = await interactive.ConnectAsync(Key, OrganizationChange.Allow, cancellationToken);
        await output.WriteLineAsync(outcome.Match(
            connected: it => $"Connected to {it.Connection.Organization}.",
            denied: _ => "You rejected the request, so nothing was connected.",
            failed: it => it.Failure.IsNoOrganization ? "You belong to no Bigin organization." : $"Bigin says {it.Failure.Error}.",
            connectFailed: it => $"Not connected. {it.Error.Hint}",
            refreshTokenMissing: _ => "Not connected: Bigin sent no refresh token. Set ForceConsent.",
            differentOrganization: it => $"Not connected: {it.Current.Organization} is connected.",
            timedOut: it => $"Not connected: no answer came within {it.Timeout}.",
            cannotListen: it => $"Not connected. {it.Message}"));
    }

    internal async Task ShowAsync(TextWriter output)
    {
        try
        {
            using HttpClient bigin = connections.CreateClient(Key);
            await output.WriteLineAsync(await bigin.GetStringAsync("org"));
        }
        catch (BiginConnectionException exception) when (exception.Reason is ConnectionFailure.NotConnected or ConnectionFailure.NeedsConsent)
        {
            await output.WriteLineAsync("Connect first.");
        }
    }
}
