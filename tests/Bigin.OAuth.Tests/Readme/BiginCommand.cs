using Bigin.OAuth;

namespace Invoices;

internal sealed class BiginCommand(AuthorizationUrlBuilder links, RedirectResponseParser parser, BiginConnections connections)
{
    private const string Key = "default";

    internal async Task ConnectAsync(TextReader input, TextWriter output)
    {
        AuthorizationRequest request = links.Build();
        await output.WriteLineAsync($"""
            Open this link in a browser, sign in, and accept:

            {request.Url.AbsoluteUri}

            The browser then says that it can't reach localhost. Copy the whole address from its address bar, and paste it here within a minute:
            """);
        string? pasted = await input.ReadLineAsync();
        Uri.TryCreate(pasted?.Trim(), UriKind.RelativeOrAbsolute, out Uri? redirect);

        await output.WriteLineAsync(await parser.Parse(redirect, request.Pending).Match(
            granted: ConnectAsync,
            denied: _ => Task.FromResult("You rejected the request, so nothing was connected."),
            failed: failure => Task.FromResult(failure.IsNoOrganization ? "You belong to no Bigin organization." : $"Bigin says {failure.Error}."),
            rejected: rejection => Task.FromResult($"That is no answer to this link. {rejection.Message}")));
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

    private async Task<string> ConnectAsync(AuthorizationResult authorization)
    {
        // One person, who has just picked the organization.
        ConnectResult result = await connections.ConnectAsync(Key, authorization, OrganizationChange.Allow);
        return result.Match(
            connected: it => $"Connected to {it.Connection.Organization}.",
            failed: it => $"Not connected. {it.Error.Hint}",
            refreshTokenMissing: _ => "Not connected: Bigin sent no refresh token. Set ForceConsent.",
            differentOrganization: _ => "Not connected.");
    }
}
