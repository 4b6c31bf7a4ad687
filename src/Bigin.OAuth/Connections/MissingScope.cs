namespace Bigin.OAuth;

/// <summary>Says which scope a request of the Bigin API needs, where its address tells.</summary>
internal static class MissingScope
{
    private static readonly Dictionary<string, string> Groups = new(StringComparer.OrdinalIgnoreCase)
    {
        ["org"] = "ZohoBigin.org",
        ["users"] = "ZohoBigin.users",
        ["coql"] = "ZohoBigin.coql",
        ["files"] = "ZohoBigin.Files",
        ["Contacts"] = "ZohoBigin.modules.contacts",
        ["Accounts"] = "ZohoBigin.modules.accounts",
        ["Pipelines"] = "ZohoBigin.modules.pipelines",
        ["Products"] = "ZohoBigin.modules.products",
        ["Tasks"] = "ZohoBigin.modules.tasks",
        ["Events"] = "ZohoBigin.modules.events",
        ["Calls"] = "ZohoBigin.modules.calls",
        ["Notes"] = "ZohoBigin.modules.notes",
        ["Attachments"] = "ZohoBigin.modules.attachments",
    };

    // Bigin, "Scopes": ZohoBigin.<group>[.<item>].<operation>. Of nested records such as Contacts/1/Notes the last name counts.
    internal static string Mend(HttpMethod method, Uri address)
    {
        string[] names = [.. address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(2)];
        string? group = names is ["settings", var item, ..] ? $"ZohoBigin.settings.{item}" : names.Select(name => Groups.GetValueOrDefault(name)).LastOrDefault(found => found is not null);
        return group is null
            ? "Bigin's page of this call names it; add it to the scopes, and connect again."
            : $"Add {group}.{Operation(method, group)} to the scopes, and connect again.";
    }

    private static string Operation(HttpMethod method, string group) => method.Method switch
    {
        _ when group.EndsWith("coql", StringComparison.Ordinal) => "READ",
        "POST" => "CREATE",
        "PUT" or "PATCH" => "WRITE",
        "DELETE" => "DELETE",
        _ => "READ",
    };
}
