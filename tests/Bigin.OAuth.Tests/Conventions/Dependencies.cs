using System.Xml.Linq;

namespace Bigin.OAuth.Tests.Conventions;

public sealed class Dependencies
{
    [Test]
    public void Of_the_library_are_Microsoft_Extensions_and_the_framework()
    {
        string[] references = [.. Library.Assembly.GetReferencedAssemblies().Select(reference => reference.Name!)];

        references.Should().NotBeEmpty().And.OnlyContain(name =>
            name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || name.StartsWith("System.", StringComparison.Ordinal));
    }

    // System.Text.Json is a part of the framework that net8.0 gets as a package.
    [Test]
    public void Of_the_package_are_Microsoft_Extensions_and_the_framework()
    {
        string[] packages = Includes(Repository.GetPath("src", "Bigin.OAuth", "Bigin.OAuth.csproj"), "PackageReference");

        packages.Should().NotBeEmpty().And.OnlyContain(name =>
            name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || name == "System.Text.Json");
    }

    [Test]
    public void Of_the_endpoints_are_the_library_and_the_framework()
    {
        string project = Repository.GetPath("src", "Bigin.OAuth.AspNetCore", "Bigin.OAuth.AspNetCore.csproj");

        Includes(project, "PackageReference").Should().BeEmpty();
        Includes(project, "FrameworkReference").Should().Equal("Microsoft.AspNetCore.App");
        Includes(project, "ProjectReference").Should().Equal("../Bigin.OAuth/Bigin.OAuth.csproj");
    }

    [Test]
    public void Of_the_listener_on_ones_own_machine_are_the_library_and_the_framework()
    {
        string project = Repository.GetPath("src", "Bigin.OAuth.Interactive", "Bigin.OAuth.Interactive.csproj");

        Includes(project, "PackageReference").Should().BeEmpty();
        Includes(project, "FrameworkReference").Should().BeEmpty("neither Kestrel nor the rights of http.sys are needed");
        Includes(project, "ProjectReference").Should().Equal("../Bigin.OAuth/Bigin.OAuth.csproj");
    }

    [Test]
    public void Stay_below_version_8_of_FluentAssertions() =>
        Versions(_ => true).Where(package => package.Name.StartsWith("FluentAssertions", StringComparison.Ordinal))
            .Should().NotBeEmpty().And.OnlyContain(package => package.Version.Major < 8);

    [Test]
    public void That_are_shipped_stay_at_version_10_of_Microsoft_Extensions() =>
        Versions(group => group.Attribute("Label")?.Value == "Shipped")
            .Where(package => package.Name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal))
            .Should().NotBeEmpty().And.OnlyContain(package => package.Version.Major == 10);

    [Test]
    public void Stay_below_version_11_of_EF_Core_which_is_untried() =>
        XDocument.Load(Repository.GetPath("Directory.Packages.props")).Descendants("PackageVersion")
            .Single(package => package.Attribute("Include")!.Value == "Microsoft.EntityFrameworkCore.Relational")
            .Attribute("Version")!.Value.Should().Be("[10.0.0,11.0.0)");

    // CVE-2026-40372: up to 10.0.6 it lets forged payloads pass. docs/storage.md names the version.
    [Test]
    public void Are_at_least_the_version_of_Data_Protection_that_the_guide_names()
    {
        string asked = XDocument.Load(Repository.GetPath("Directory.Packages.props")).Descendants("PackageVersion")
            .Single(package => package.Attribute("Include")!.Value == "Microsoft.AspNetCore.DataProtection").Attribute("Version")!.Value;

        Version.Parse(asked).Should().BeGreaterThan(new Version(10, 0, 6));
        File.ReadAllText(Repository.GetPath("docs/storage.md")).Should().Contain($"The package asks for Data Protection {asked} or later");
    }

    [Test]
    public void Come_from_the_feeds_of_the_user()
    {
        XElement configuration = XDocument.Load(Repository.GetPath("nuget.config")).Root!;

        configuration.Name.LocalName.Should().Be("configuration");
        configuration.Descendants("clear").Should().BeEmpty();
        configuration.Descendants("packageSources").Should().BeEmpty();
        configuration.Descendants("add").Should().BeEmpty();
    }

    private static (string Name, Version Version)[] Versions(Func<XElement, bool> isWanted) =>
    [
        .. XDocument.Load(Repository.GetPath("Directory.Packages.props")).Descendants("ItemGroup").Where(isWanted).Elements("PackageVersion")
            .Select(package => (package.Attribute("Include")!.Value, Version.Parse(package.Attribute("Version")!.Value.TrimStart('[').Split('-', ',')[0]))),
    ];

    private static string[] Includes(string project, string element) =>
        [.. XDocument.Load(project).Descendants(element).Select(item => item.Attribute("Include")!.Value)];
}
