using System.Reflection;
using System.Runtime.Versioning;

namespace Bigin.OAuth.Tests;

[TestOf(typeof(BiginTokenClient))]
public sealed class The_build_for_net8
{
    [Test]
    public void Is_what_these_tests_are_about() =>
        typeof(BiginTokenClient).Assembly.GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName.Should().Be(".NETCoreApp,Version=v8.0");

    [Test]
    public void Runs_on_no_later_runtime() => Environment.Version.Major.Should().Be(8);

    [TestCase("Authorize")]
    [TestCase("Redirect")]
    [TestCase("DataCenters")]
    [TestCase("Configuration")]
    [TestCase("Tokens")]
    [TestCase("Connections")]
    public void Has_tests_of_each_folder(string folder) => typeof(The_build_for_net8).Assembly.GetTypes()
        .Where(type => type.Namespace == $"{typeof(The_build_for_net8).Namespace}.{folder}")
        .SelectMany(type => type.GetMethods())
        .Should().Contain(method => method.IsDefined(typeof(TestAttribute)) || method.IsDefined(typeof(TestCaseSourceAttribute)));
}
