using System.Reflection;
using System.Text.RegularExpressions;
using Bigin.OAuth.Tests.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Connections.ApiClient;

[TestOf(typeof(BiginConnections))]
public sealed partial class Scopes_that_are_missing
{
    private static readonly string[] Existing = [.. GetConstants(typeof(BiginScopes))];

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    private static readonly string[] Paths =
    [
        "org", "org/photo", "users", "users/1", "coql", "files", "actions/watch", "Contacts", "Contacts/1", "Contacts/search", "Contacts/1/Notes", "Contacts/1/Attachments/2",
        "Contacts/1/actions/send_mail", "Accounts", "Pipelines", "Deals", "Products", "Tasks", "Events", "Calls", "Activities", "Notes", "Attachments", "settings",
        "settings/modules", "settings/roles", "settings/profiles", "settings/fields", "settings/layouts/1", "settings/related_lists", "settings/custom_views/1",
        "settings/tags/1", "settings/emails", "settings/pipeline", "settings/%2E%2E", "anything",
    ];

    [TestCase("GET", "org", BiginScopes.Org.Read)]
    [TestCase("PUT", "org", BiginScopes.Org.Write)]
    [TestCase("DELETE", "org/photo", BiginScopes.Org.All)]
    [TestCase("GET", "users?type=CurrentUser", BiginScopes.Users.Read)]
    [TestCase("DELETE", "users/1", BiginScopes.Users.Delete)]
    [TestCase("GET", "settings/fields?module=Contacts", BiginScopes.Settings.Fields.Read)]
    [TestCase("GET", "settings/custom_views/1", BiginScopes.Settings.CustomViews.Read)]
    [TestCase("PUT", "settings/layouts/1", BiginScopes.Settings.Layouts.All)]
    [TestCase("GET", "settings/modules/Contacts", BiginScopes.Settings.Modules.Read)]
    [TestCase("POST", "settings/tags", BiginScopes.Settings.Tags.Create)]
    [TestCase("GET", "settings/emails", BiginScopes.Settings.Emails.Read)]
    [TestCase("POST", "settings/emails", BiginScopes.Settings.All)]
    [TestCase("GET", "settings/pipeline", BiginScopes.Settings.All)]
    [TestCase("GET", "settings", BiginScopes.Settings.All)]
    [TestCase("GET", "Contacts", BiginScopes.Modules.Contacts.Read)]
    [TestCase("GET", "contacts/1", BiginScopes.Modules.Contacts.Read)]
    [TestCase("POST", "Pipelines", BiginScopes.Modules.Pipelines.Create)]
    [TestCase("PUT", "Accounts/1", BiginScopes.Modules.Accounts.Write)]
    [TestCase("PATCH", "Products/1", BiginScopes.Modules.Products.Write)]
    [TestCase("DELETE", "Tasks?ids=1,2", BiginScopes.Modules.Tasks.Delete)]
    [TestCase("GET", "Contacts/1/Notes", BiginScopes.Modules.Notes.Read)]
    [TestCase("POST", "Contacts/1/actions/send_mail", BiginScopes.SendMail.Create)]
    [TestCase("POST", "actions/watch", BiginScopes.Notifications.Create)]
    [TestCase("POST", "files", BiginScopes.Files.Create)]
    public async Task Are_named(string method, string path, string scope) => (await GetFixesAsync((method, path))).Should().Equal($"Add {scope} to the scopes, and connect again.");

    [TestCase("POST", "coql", BiginScopes.Coql.Read)]
    [TestCase("GET", "Contacts/search?word=a", BiginScopes.Search.Read)]
    [TestCase("POST", "Contacts/1/Attachments", BiginScopes.Modules.Attachments.Create)]
    public async Task Are_named_beside_one_of_the_module(string method, string path, string scope) =>
        (await GetFixesAsync((method, path))).Should().Equal($"Add {scope} to the scopes, beside one of the module, and connect again.");

    [TestCase("GET", "anything")]
    [TestCase("GET", "files")]
    [TestCase("POST", "/bigin/bulk/v2/read")]
    [TestCase("GET", "/")]
    public async Task Are_not_guessed(string method, string path) =>
        (await GetFixesAsync((method, path))).Should().ContainSingle().Which.Should().StartWith("Bigin's page of this call names it");

    [Test]
    public async Task Are_never_ones_that_do_not_exist()
    {
        (string, string)[] calls = [.. from method in Methods from path in Paths select (method, path)];

        string[] fixes = await GetFixesAsync(calls);

        Existing.Should().HaveCountGreaterThan(100);
        fixes.Should().HaveCount(calls.Length).And.OnlyContain(fix => Scope().IsMatch(fix) || fix.StartsWith("Bigin's page", StringComparison.Ordinal));
        fixes.SelectMany(fix => Scope().Matches(fix)).Select(scope => scope.Value).Should().BeSubsetOf(Existing);
    }

    [GeneratedRegex(@"(ZohoBigin|ZohoSearch)(\.\w+)+")]
    private static partial Regex Scope();

    [GeneratedRegex(@"the scope is missing\. (.+again\.)$")]
    private static partial Regex Fix();

    private static async Task<string[]> GetFixesAsync(params (string Method, string Path)[] calls)
    {
        using var logs = new RecordedLogs();
        await using RawServer api = RawServer.Start(RawAnswer.Json("""{"code":"OAUTH_SCOPE_MISMATCH"}""", 401));
        await using ApiHost host = await ApiHost.StartAsync(api.Address, build: builder => builder.Services.AddLogging(logging => logging.AddProvider(logs)));
        using HttpClient bigin = host.Connections.CreateClient(ApiHost.Key);
        foreach ((string method, string path) in calls)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            (await bigin.SendAsync(request)).Dispose();
        }

        return [.. logs.Entries.Select(entry => Fix().Match(entry.Message)).Where(fix => fix.Success).Select(fix => fix.Groups[1].Value)];
    }

    private static IEnumerable<string> GetConstants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).Concat(type.GetNestedTypes().SelectMany(GetConstants));
}
