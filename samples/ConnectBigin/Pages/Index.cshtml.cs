using System.Text.Json;
using Bigin.OAuth;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ConnectBigin;

/// <summary>The page with the connection and what can be done with it.</summary>
public sealed class IndexModel(
    BiginConnections connections, IBiginConnectionStore store, [FromKeyedServices(BiginOAuthDefaults.TimeProviderKey)] TimeProvider clock) : PageModel
{
    internal const string Key = "demo";

    internal BiginConnection? Connection { get; private set; }

    internal int? MinutesLeft { get; private set; }

    internal string? Outcome { get; private set; }

    /// <summary>Shows the connection, if there is one.</summary>
    public Task OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    /// <summary>Asks Bigin for the organization, with whatever refresh that takes.</summary>
    public async Task OnPostCallAsync(CancellationToken cancellationToken)
    {
        try
        {
            using HttpClient bigin = connections.CreateClient(Key);
            using HttpResponseMessage answer = await bigin.GetAsync("org", cancellationToken);
            Outcome = answer.IsSuccessStatusCode
                ? $"Bigin says: {await ReadNameAsync(answer, cancellationToken)}"
                : $"Bigin answers with status {(int)answer.StatusCode}.";
        }
        catch (BiginConnectionException exception)
        {
            Outcome = exception.Reason switch
            {
                ConnectionFailure.NeedsConsent => "Bigin does not know this connection any more. Connect again.",
                ConnectionFailure.NotConnected => "There is no connection.",
                _ => "Bigin gives no access token for now. The application's log says why.",
            };
        }
        catch (HttpRequestException)
        {
            Outcome = "Bigin can't be reached for now.";
        }

        await ShowAsync(cancellationToken);
    }

    /// <summary>Ends the connection at Bigin, and here.</summary>
    public async Task<IActionResult> OnPostDisconnectAsync(CancellationToken cancellationToken)
    {
        DisconnectResult result = await connections.DisconnectAsync(Key, cancellationToken);
        Outcome = result.Match(
            disconnected: _ => "Disconnected, and revoked at Bigin.",
            notConnected: _ => "There was no connection.",
            failed: it => $"Still connected, because Bigin did not confirm ({it.Error.Kind}). Try again later.");
        await ShowAsync(cancellationToken);
        return Page();
    }

    private static async Task<string> ReadNameAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using JsonDocument json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
        return json.RootElement.GetProperty("org")[0].GetProperty("company_name").GetString() ?? "an organization without name";
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        Connection = await connections.FindAsync(Key, cancellationToken);
        DateTimeOffset? end = (await store.FindAsync(Key, cancellationToken))?.AccessTokenExpiresAt;
        MinutesLeft = end is null ? null : (int)Math.Max(0, (end.Value - clock.GetUtcNow()).TotalMinutes);
    }
}
