using System.Reflection;
using System.Xml.Linq;

namespace Bigin.OAuth.Tests.Conventions;

public sealed class Documentation
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Test]
    public void Has_a_summary_of_every_public_type_and_member()
    {
        Dictionary<string, XElement> entries = Library.Assemblies.SelectMany(assembly => XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member"))
            .DistinctBy(entry => entry.Attribute("name")!.Value).ToDictionary(entry => entry.Attribute("name")!.Value, StringComparer.Ordinal);
        string[] members = [.. Library.PublicTypes.SelectMany(type => type.GetMembers(Declared).Prepend(type)).Where(IsWritten).Select(DocumentationId.Of).Distinct()];

        members.Should().Contain("T:Bigin.OAuth.RedirectResponse")
            .And.Contain("M:Bigin.OAuth.RedirectResponseParser.Parse(System.String,System.String)")
            .And.Contain("P:Bigin.OAuth.BiginOAuthOptions.ClientId")
            .And.Contain("F:Bigin.OAuth.BiginScopes.Modules.All")
            .And.Contain("P:Bigin.OAuth.AspNetCore.ConnectOutcome.Key")
            .And.Contain("M:Bigin.OAuth.Emulator.EmulatorFault.Status(System.Int32)")
            .And.Contain("T:Bigin.OAuth.EntityFrameworkCore.BiginConnectionsDbContext")
            .And.Contain("M:Bigin.OAuth.Interactive.IInteractivePrompt.ShowAsync(Bigin.OAuth.Interactive.InteractiveLink,System.Threading.CancellationToken)");
        members.Where(member => !entries.TryGetValue(member, out XElement? entry) || !HasSummary(entry)).Should().BeEmpty();
    }

    private static bool HasSummary(XElement entry) =>
        entry.Element("inheritdoc") is not null || !string.IsNullOrWhiteSpace(entry.Element("summary")?.Value);

    // Accessors are documented with their property, and a constructor without parameters is most often the compiler's.
    private static bool IsWritten(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => constructor.GetParameters().Length > 0,
        MethodInfo { IsSpecialName: true } => false,
        FieldInfo { IsSpecialName: true } => false,
        _ => true,
    };
}
