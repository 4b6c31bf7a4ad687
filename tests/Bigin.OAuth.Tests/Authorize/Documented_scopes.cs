using System.Reflection;

namespace Bigin.OAuth.Tests.Authorize;

[TestOf(typeof(BiginScopes))]
public sealed class Documented_scopes
{
    private static readonly string[] AllSix = ["ALL", "READ", "CREATE", "WRITE", "UPDATE", "DELETE"];

    private static readonly (string Group, string[] Items, string[] Operations)[] Table =
    [
        ("ZohoBigin.users", [], AllSix),
        ("ZohoBigin.org", [], ["ALL", "READ", "CREATE", "WRITE"]),
        ("ZohoBigin.settings", [], ["ALL"]),
        ("ZohoBigin.settings", ["modules", "roles", "profiles", "fields", "layouts", "related_lists", "custom_views"], ["ALL", "READ"]),
        ("ZohoBigin.settings", ["tags"], AllSix),
        ("ZohoBigin.settings", ["emails"], ["READ"]),
        ("ZohoBigin.modules", [], ["ALL"]),
        ("ZohoBigin.modules", ["contacts", "accounts", "pipelines", "products", "tasks", "events", "calls", "notes", "attachments"], AllSix),
        ("ZohoBigin.modules", ["deals", "activities"], AllSix),
        ("ZohoBigin.bulk", [], ["ALL", "READ", "CREATE"]),
        ("ZohoBigin.notifications", [], AllSix),
        ("ZohoBigin.coql", [], ["READ"]),
        ("ZohoBigin.send_mail.all", [], ["CREATE"]),
        ("ZohoBigin.Files", [], ["CREATE"]),
        ("ZohoFiles.files", [], ["ALL"]),
        ("ZohoSearch.securesearch", [], ["READ"]),
        ("AaaServer.profile", [], ["READ"]),
    ];

    private static readonly FieldInfo[] Constants = [.. FindConstants(typeof(BiginScopes))];

    private static readonly string[] Scopes = [.. Constants.Select(field => (string)field.GetRawConstantValue()!)];

    [Test]
    public void Are_all_there_and_nothing_more_is() =>
        Scopes.Should().BeEquivalentTo(
            from row in Table
            from item in row.Items.DefaultIfEmpty()
            from operation in row.Operations
            select item is null ? $"{row.Group}.{operation}" : $"{row.Group}.{item}.{operation}");

    [Test]
    public void Are_each_there_once() => Scopes.Should().NotBeEmpty().And.OnlyHaveUniqueItems();

    [TestCaseSource(nameof(Scopes))]
    public void Are_well_formed(string scope)
    {
        scope.Should().MatchRegex(@"^[A-Za-z]+(\.[A-Za-z_]+)+\.(ALL|READ|CREATE|WRITE|UPDATE|DELETE)$");
        Link.Parameter(Client.Builder().WithScopes(scope).Build(), "scope").Should().Be(scope);
    }

    [Test]
    public void Are_named_after_their_operation() =>
        Constants.Should().NotBeEmpty().And.OnlyContain(field =>
            ((string)field.GetRawConstantValue()!).EndsWith("." + field.Name.ToUpperInvariant(), StringComparison.Ordinal));

    [TestCase(BiginScopes.Modules.All, "ZohoBigin.modules.ALL")]
    [TestCase(BiginScopes.Modules.Contacts.Read, "ZohoBigin.modules.contacts.READ")]
    [TestCase(BiginScopes.Modules.Attachments.Create, "ZohoBigin.modules.attachments.CREATE")]
    [TestCase(BiginScopes.Settings.CustomViews.Read, "ZohoBigin.settings.custom_views.READ")]
    [TestCase(BiginScopes.Org.Read, "ZohoBigin.org.READ")]
    [TestCase(BiginScopes.Coql.Read, "ZohoBigin.coql.READ")]
    [TestCase(BiginScopes.Users.Write, "ZohoBigin.users.WRITE")]
    public void Are_grouped_as_the_documentation_groups_them(string scope, string expected) => scope.Should().Be(expected);

    private static IEnumerable<FieldInfo> FindConstants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral)
            .Concat(type.GetNestedTypes().SelectMany(FindConstants));
}
