using System.Reflection;
using System.Text.Json;

namespace Bigin.OAuth.Tests.Conventions;

public sealed class Types_that_reveal_a_secret
{
    private const string Secret = "1000.marker.marker";

    private static readonly Type[] Types = [.. Library.PublicTypes.Where(type => type.GetMethod("Reveal") is not null)];

    [Test]
    public void Are_found_in_the_assembly() => Types.Should().Contain(typeof(AuthorizationCode));

    [TestCaseSource(nameof(Types))]
    public void Give_it_by_Reveal(Type type) => type.GetMethod("Reveal")!.Invoke(Create(type), null).Should().Be(Secret);

    [TestCaseSource(nameof(Types))]
    public void Have_no_member_that_holds_it(Type type)
    {
        object instance = Create(type);

        type.GetProperties().Select(property => Convert.ToString(property.GetValue(instance), null))
            .Concat(type.GetFields().Select(field => Convert.ToString(field.GetValue(instance), null)))
            .Should().NotContain(value => value != null && value.Contains("marker", StringComparison.Ordinal));
        JsonSerializer.Serialize(instance, type).Should().NotContain("marker");
    }

    [TestCaseSource(nameof(Types))]
    public void Print_redacted_in_its_place(Type type) => Create(type).ToString().Should().Contain("[redacted]").And.NotContain("marker");

    private static object Create(Type type) => type == typeof(AuthorizationCode)
        ? ParseCode()
        : Activator.CreateInstance(type, BindingFlags.Public | BindingFlags.Instance, null, [Secret], null)!;

    private static AuthorizationCode ParseCode() =>
        Client.Parser().Parse($"code={Secret}&location=us&accounts-server=https://accounts.zoho.com&state=s", "s")
            .Should().BeOfType<AuthorizationResult>().Which.Code;
}
