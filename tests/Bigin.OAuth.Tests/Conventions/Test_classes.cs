namespace Bigin.OAuth.Tests.Conventions;

/// <summary>A type leads to its tests: by its folder, and by the attribute that names it.</summary>
public sealed class Test_classes
{
    // About all types, or about a guide, and not about one type.
    private static readonly string[] AboutEverything = ["Bigin.OAuth.Tests.Conventions", "Bigin.OAuth.Tests.Readme"];

    private static readonly Type[] Classes =
    [
        .. typeof(Test_classes).Assembly.GetTypes().Where(type => type is { IsClass: true, IsNested: false } && HasTests(type) && !AboutEverything.Contains(type.Namespace)),
    ];

    [Test]
    public void Are_found_in_the_assembly() => Classes.Should().HaveCountGreaterThan(5);

    [TestCaseSource(nameof(Classes))]
    public void Name_the_type_that_they_test(Type type) =>
        type.GetCustomAttributes(typeof(TestOfAttribute), inherit: false).Should().NotBeEmpty($"[TestOf(typeof(…))] on {type.Name} says which type it tests");

    private static bool HasTests(Type type) => type.GetMethods().Any(method =>
        method.IsDefined(typeof(TestAttribute), inherit: true) || method.IsDefined(typeof(TestCaseAttribute), inherit: true) || method.IsDefined(typeof(TestCaseSourceAttribute), inherit: true));
}
