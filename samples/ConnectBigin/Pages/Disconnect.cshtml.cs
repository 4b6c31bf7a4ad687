using Bigin.OAuth;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ConnectBigin;

/// <summary>The page that asks before it ends a connection.</summary>
public sealed class DisconnectModel(BiginConnections connections) : PageModel
{
    internal DemoTenant Tenant { get; private set; } = DemoTenant.All[0];

    internal BiginConnection? Connection { get; private set; }

    /// <summary>Asks, and changes nothing.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        !await FindAsync(cancellationToken) ? NotFound() : Connection is null ? RedirectToPage("/Index") : Page();

    /// <summary>Ends the connection at Bigin, and here.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken))
        {
            return NotFound();
        }

        string tenant = Tenant.Key;
        if (Connection is { Status: ConnectionStatus.Unreadable })
        {
            await connections.ForgetAsync(tenant, cancellationToken); // what can't be decrypted can't be revoked
            return RedirectToPage("/Index", new { notice = "removed", tenant });
        }

        DisconnectResult result = await connections.DisconnectAsync(tenant, cancellationToken);
        return result.Match(
            disconnected: _ => RedirectToPage("/Index", new { notice = "disconnected", tenant }),
            notConnected: _ => RedirectToPage("/Index"),
            failed: _ => RedirectToPage("/Answer", new { Answer.StillConnected.Name, tenant }));
    }

    private async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        if (DemoTenant.Of(HttpContext) is not { } tenant)
        {
            return false;
        }

        (Tenant, Connection) = (tenant, await connections.FindAsync(tenant.Key, cancellationToken));
        return true;
    }
}
