using Bigin.OAuth;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ConnectBigin;

/// <summary>The page with what Bigin says of a tenant's organization. It only reads, so it can be reloaded.</summary>
public sealed class OrganizationModel(BiginConnections connections) : PageModel
{
    internal string Tenant { get; private set; } = "";

    internal string TenantName { get; private set; } = "";

    internal OrganizationCard Card { get; private set; } = new("");

    /// <summary>Calls Bigin.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (DemoTenant.Of(HttpContext) is not { } tenant)
        {
            return NotFound();
        }

        (Tenant, TenantName) = (tenant.Key, tenant.Name);
        Card = await OrganizationCard.FetchAsync(connections, tenant.Key, cancellationToken);
        return Page();
    }
}
