namespace Bigin.OAuth;

/// <summary>Specifies which scope a request of the Bigin API needs, where its address tells.</summary>
internal static class MissingScope
{
    private const string Unknown = "Bigin's page of this call names it; add it to the scopes, and connect again.";

    private static readonly string[] Every = ["ALL", "READ", "CREATE", "WRITE", "DELETE"];

    // Bigin, "Scopes": ZohoBigin.<group>[.<item>].<operation>, and not every operation exists.
    private static readonly Dictionary<string, (string Scope, string[] Operations)> Groups = new(StringComparer.OrdinalIgnoreCase)
    {
        ["org"] = ("ZohoBigin.org", ["ALL", "READ", "CREATE", "WRITE"]),
        ["users"] = ("ZohoBigin.users", Every),
        ["files"] = ("ZohoBigin.Files", ["CREATE"]),
        ["watch"] = ("ZohoBigin.notifications", Every),
        ["send_mail"] = ("ZohoBigin.send_mail.all", ["CREATE"]),
        ["Contacts"] = ("ZohoBigin.modules.contacts", Every),
        ["Accounts"] = ("ZohoBigin.modules.accounts", Every),
        ["Pipelines"] = ("ZohoBigin.modules.pipelines", Every),
        ["Deals"] = ("ZohoBigin.modules.deals", Every),
        ["Products"] = ("ZohoBigin.modules.products", Every),
        ["Tasks"] = ("ZohoBigin.modules.tasks", Every),
        ["Events"] = ("ZohoBigin.modules.events", Every),
        ["Calls"] = ("ZohoBigin.modules.calls", Every),
        ["Activities"] = ("ZohoBigin.modules.activities", Every),
        ["Notes"] = ("ZohoBigin.modules.notes", Every),
    };

    // Their pages ask for a scope of the module as well.
    private static readonly Dictionary<string, (string Scope, string[] Operations)> BesideModules = new(StringComparer.OrdinalIgnoreCase)
    {
        ["coql"] = ("ZohoBigin.coql", ["READ"]),
        ["search"] = ("ZohoSearch.securesearch", ["READ"]),
        ["Attachments"] = ("ZohoBigin.modules.attachments", Every),
    };

    private static readonly string[] ReadableSettings =
        ["modules", "roles", "profiles", "fields", "layouts", "related_lists", "custom_views"];

    internal static string GetFix(HttpMethod method, Uri address)
    {
        string[] names = [.. address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(2)];
        if (names is ["settings", .. var items])
        {
            return Add(Setting(method, items.FirstOrDefault()));
        }

        // Of nested records such as Contacts/1/Notes the last name counts.
        foreach (string name in Enumerable.Reverse(names))
        {
            if (BesideModules.TryGetValue(name, out (string Scope, string[] Operations) beside)
                && Scope(Verb(method, name), beside) is { } scope)
            {
                return $"Add {scope} to the scopes, beside one of the module, and connect again.";
            }

            if (Groups.TryGetValue(name, out (string Scope, string[] Operations) group))
            {
                return Scope(Verb(method, name), group) is { } found ? Add(found) : Unknown;
            }
        }

        return Unknown;
    }

    private static string Add(string scope) => $"Add {scope} to the scopes, and connect again.";

    // The scope of all settings holds for those without one of their own, such as the pipelines.
    private static string Setting(HttpMethod method, string? item) => item?.ToLowerInvariant() switch
    {
        "tags" => Scope(Verb(method, "tags"), ("ZohoBigin.settings.tags", Every))!,
        "emails" when Verb(method, "emails") is "READ" => BiginScopes.Settings.Emails.Read,
        { } known when ReadableSettings.Contains(known) => Scope(Verb(method, known), ($"ZohoBigin.settings.{known}", ["ALL", "READ"]))!,
        _ => BiginScopes.Settings.All,
    };

    private static string? Scope(string verb, (string Scope, string[] Operations) group) =>
        group.Operations.Contains(verb) ? $"{group.Scope}.{verb}"
            : group.Operations.Contains("ALL") ? $"{group.Scope}.ALL"
            : null;

    private static string Verb(HttpMethod method, string name) => method.Method switch
    {
        _ when name.Equals("coql", StringComparison.OrdinalIgnoreCase) => "READ", // a query is posted
        "POST" => "CREATE",
        "PUT" or "PATCH" => "WRITE",
        "DELETE" => "DELETE",
        _ => "READ",
    };
}
