using Bigin.OAuth;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ConnectBigin;

/// <summary>The page with a card for each tenant, and what can be done with its connection.</summary>
public sealed class IndexModel(BiginConnections connections) : PageModel
{
    internal IReadOnlyList<(DemoTenant Tenant, BiginConnection? Connection)> Cards { get; private set; } = [];

    internal string? Notice { get; private set; }

    /// <summary>Shows the connections as they are, and the last success where that is still true.</summary>
    public async Task OnGetAsync(string? notice, CancellationToken cancellationToken)
    {
        var cards = new List<(DemoTenant, BiginConnection?)>();
        foreach (DemoTenant tenant in DemoTenant.All)
        {
            BiginConnection? connection = await connections.FindAsync(tenant.Key, cancellationToken);
            cards.Add((tenant, connection));
            if (tenant == DemoTenant.Of(HttpContext))
            {
                Notice = (notice, connection) switch
                {
                    ("connected", { Status: ConnectionStatus.Active }) => $"{tenant.Name} is connected.",
                    ("disconnected", null) => $"{tenant.Name} is disconnected, and the access has ended at Bigin.",
                    ("removed", null) => $"{tenant.Name} is removed here. Its access at Bigin has not ended.",
                    _ => null,
                };
            }
        }

        Cards = cards;
    }
}
