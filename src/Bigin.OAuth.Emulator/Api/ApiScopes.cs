using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Derives the sufficient scopes from an address of the Bigin API.</summary>
internal static class ApiScopes
{
    // Bigin, "Scopes": ZohoBigin.modules.contacts.READ and so on. The path is /bigin/v2/Contacts/…; WRITE and UPDATE both occur for
    // changes.
    internal static IReadOnlyList<string> GetSufficient(string method, string path)
    {
        string[] segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string[] subject = segments.Length < 3 ? [] : segments[2] == "settings" ? segments[2..Math.Min(4, segments.Length)] : [segments[2]];
        string name = string.Join('.', subject);
        return [.. GetOperations(method)
            .SelectMany(operation => new[] { $"ZohoBigin.modules.{name}.{operation}", $"ZohoBigin.{name}.{operation}" })
            .Where(KnownScopes.IsDocumented)];
    }

    private static string[] GetOperations(string method) =>
        HttpMethods.IsPost(method) ? ["CREATE"]
        : HttpMethods.IsPut(method) || HttpMethods.IsPatch(method) ? ["WRITE", "UPDATE"]
        : HttpMethods.IsDelete(method) ? ["DELETE"]
        : ["READ"];
}
