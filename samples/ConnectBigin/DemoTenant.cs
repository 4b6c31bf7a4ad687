namespace ConnectBigin;

/// <summary>A customer of this application, with a Bigin account of its own. Three stand for those of yours.</summary>
/// <param name="Key">What the connection of the customer goes by.</param>
/// <param name="Name">What people call the customer. Its organization in Bigin has a name of its own.</param>
/// <param name="EmulatorUser">Who can sign in for it where Bigin is the emulator.</param>
internal sealed record DemoTenant(string Key, string Name, string EmulatorUser)
{
    internal static IReadOnlyList<DemoTenant> All { get; } =
    [
        new("contoso", "Contoso", "one@example.com"),
        new("fabrikam", "Fabrikam", "three@example.com"),
        new("northwind", "Northwind", "europe@example.com"),
    ];

    /// <summary>Gets the tenant on whose behalf a request is made, or null.</summary>
    /// <remarks>
    /// The demonstration has no sign-in, so that anyone may be each of the three, and no other. A real host never lets the request say whose
    /// connection it is for: it reads the tenant from the claims of the signed-in user.
    /// </remarks>
    internal static DemoTenant? Of(HttpContext context) => Find(context.Request.Query["tenant"]);

    internal static DemoTenant? Find(string? key) => All.FirstOrDefault(tenant => tenant.Key == key);
}
