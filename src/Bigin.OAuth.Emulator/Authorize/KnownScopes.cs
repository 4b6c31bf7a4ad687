using System.Reflection;

namespace Bigin.OAuth.Emulator;

/// <summary>Provides the scopes that exist, and describes each in a sentence for the person who consents.</summary>
internal static class KnownScopes
{
    // Letter case seems not to matter to Zoho: a connector in production asks for "ZohoBigin.org.read".
    private static readonly HashSet<string> Documented = new(GetConstants(typeof(BiginScopes)), StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, string> Subjects = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ZohoBigin.users"] = "the users of your organization",
        ["ZohoBigin.org"] = "the details of your organization",
        ["ZohoBigin.settings"] = "all settings of your organization",
        ["ZohoBigin.settings.modules"] = "how the modules are set up",
        ["ZohoBigin.settings.roles"] = "the roles",
        ["ZohoBigin.settings.profiles"] = "the profiles",
        ["ZohoBigin.settings.fields"] = "which fields there are",
        ["ZohoBigin.settings.layouts"] = "the layouts",
        ["ZohoBigin.settings.related_lists"] = "which related lists there are",
        ["ZohoBigin.settings.custom_views"] = "the custom views",
        ["ZohoBigin.settings.tags"] = "tags",
        ["ZohoBigin.settings.emails"] = "the addresses that e-mails can be sent from",
        ["ZohoBigin.modules"] = "all records of your organization",
        ["ZohoBigin.modules.contacts"] = "contacts",
        ["ZohoBigin.modules.accounts"] = "companies",
        ["ZohoBigin.modules.pipelines"] = "pipeline records",
        ["ZohoBigin.modules.deals"] = "deals",
        ["ZohoBigin.modules.products"] = "products",
        ["ZohoBigin.modules.tasks"] = "tasks",
        ["ZohoBigin.modules.events"] = "events",
        ["ZohoBigin.modules.calls"] = "calls",
        ["ZohoBigin.modules.activities"] = "tasks, events and calls",
        ["ZohoBigin.modules.notes"] = "notes",
        ["ZohoBigin.modules.attachments"] = "attachments",
        ["ZohoBigin.bulk"] = "records in bulk",
        ["ZohoBigin.notifications"] = "notifications about changed records",
        ["ZohoBigin.coql"] = "records by queries",
        ["ZohoBigin.send_mail.all"] = "e-mails to records and send them",
        ["ZohoBigin.Files"] = "files",
        ["ZohoFiles.files"] = "files for writing in bulk",
        ["ZohoSearch.securesearch"] = "what a search in your records finds",
        ["AaaServer.profile"] = "your name and e-mail address",
    };

    internal static bool Exists(string scope, BiginEmulatorOptions options) =>
        IsDocumented(scope) || options.AdditionalScopes.Contains(scope, StringComparer.OrdinalIgnoreCase);

    internal static bool IsDocumented(string scope) => Documented.Contains(scope);

    internal static string Describe(string scope)
    {
        int dot = scope.LastIndexOf('.');
        if (dot < 0 || !Subjects.TryGetValue(scope[..dot], out string? subject))
        {
            return "Use what this scope covers.";
        }

        string verb = scope[(dot + 1)..].ToUpperInvariant() switch
        {
            "READ" => "See",
            "CREATE" => "Create",
            "WRITE" or "UPDATE" => "Change",
            "DELETE" => "Delete",
            _ => "See, create, change and delete",
        };
        return $"{verb} {subject}.";
    }

    private static IEnumerable<string> GetConstants(Type group) =>
        group.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)
            .Concat(group.GetNestedTypes().SelectMany(GetConstants));
}
