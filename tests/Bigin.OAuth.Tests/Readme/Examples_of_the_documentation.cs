using System.Xml.Linq;
using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Emulator;
using Bigin.OAuth.EntityFrameworkCore;
using Bigin.OAuth.Interactive;

namespace Bigin.OAuth.Tests.Readme;

public sealed class Examples_of_the_documentation
{
    private static readonly XElement[] Members =
    [
        .. new[] { typeof(BiginOAuthOptions), typeof(ConnectOutcome), typeof(BiginConnectionsDbContext), typeof(InteractiveConnectOutcome), typeof(BiginEmulator) }
            .SelectMany(type => XDocument.Load(Path.ChangeExtension(type.Assembly.Location, ".xml")).Descendants("member")),
    ];

    private static readonly TestCaseData[] Examples =
    [
        .. from member in Members
           from example in member.Elements("example")
           select new TestCaseData(example.Element("code")?.Value).SetName($"{{m}}({member.Attribute("name")!.Value})"),
    ];

    [TestCaseSource(nameof(Examples))]
    public void Stand_in_a_source_file_of_the_tests(string? code) => Readme_code.IsCompiled(code!).Should().BeTrue("ApiExamples.cs compiles each");

    [TestCase("T:Bigin.OAuth.AuthorizationUrlBuilder")]
    [TestCase("T:Bigin.OAuth.RedirectResponseParser")]
    [TestCase("T:Bigin.OAuth.BiginTokenClient")]
    [TestCase("T:Bigin.OAuth.BiginConnections")]
    [TestCase("M:Bigin.OAuth.BiginConnections.CreateClient")]
    [TestCase("M:Bigin.OAuth.BiginOAuthBuilder.UseConnectionStore")]
    [TestCase("M:Microsoft.Extensions.DependencyInjection.BiginOAuthServiceCollectionExtensions.AddBiginOAuth")]
    [TestCase("M:Microsoft.Extensions.DependencyInjection.BiginConnectionHttpClientBuilderExtensions.AddBiginConnection")]
    [TestCase("M:Microsoft.Extensions.DependencyInjection.BiginOAuthBuilderEntityFrameworkCoreExtensions.PersistConnectionsToDbContext")]
    [TestCase("M:Bigin.OAuth.EntityFrameworkCore.BiginConnectionsModelBuilderExtensions.UseBiginConnections")]
    [TestCase("M:Microsoft.AspNetCore.Builder.BiginOAuthEndpointRouteBuilderExtensions.MapBiginOAuth")]
    [TestCase("T:Bigin.OAuth.Interactive.BiginInteractiveConnector")]
    [TestCase("T:Bigin.OAuth.Interactive.InteractiveConnectOutcome")]
    [TestCase("M:Microsoft.Extensions.DependencyInjection.BiginOAuthBuilderInteractiveExtensions.AddInteractive")]
    [TestCase("M:Microsoft.Extensions.DependencyInjection.BiginOAuthBuilderEmulatorExtensions.UseEmulator")]
    [TestCase("T:Bigin.OAuth.Emulator.BiginEmulator")]
    public void Are_there_where_a_host_begins(string name)
    {
        XElement[] overloads = [.. Members.Where(member => member.Attribute("name")!.Value.Split('(', '`')[0] == name)];

        overloads.Should().NotBeEmpty().And.OnlyContain(member => member.Element("example") != null);
    }
}
