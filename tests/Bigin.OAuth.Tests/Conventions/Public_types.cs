using System.Reflection;
using Bigin.OAuth.AspNetCore;
using Bigin.OAuth.Interactive;

namespace Bigin.OAuth.Tests.Conventions;

public sealed class Public_types
{
    [Test]
    public void Are_sealed_static_closed_enumerations_or_interfaces() =>
        Library.PublicTypes.Should().NotBeEmpty().And.OnlyContain(type => type.IsSealed || type.IsInterface || IsClosed(type));

    [Test]
    public void Are_closed_to_cases_from_outside_where_they_are_abstract()
    {
        Type[] hierarchies = [.. Library.PublicTypes.Where(type => type is { IsAbstract: true, IsSealed: false, IsInterface: false })];

        hierarchies.Should().Contain([typeof(RedirectResponse), typeof(TokenResponse), typeof(RevocationResponse), typeof(ConnectResult), typeof(DisconnectResult), typeof(ConnectOutcome), typeof(InteractiveConnectOutcome), typeof(InteractiveAuthorization)]).And.OnlyContain(type => IsClosed(type));
    }

    [TestCase(typeof(RedirectResponse), typeof(AuthorizationResult), typeof(AuthorizationDenied), typeof(AuthorizationFailed), typeof(RedirectRejected))]
    [TestCase(typeof(TokenResponse), typeof(BiginTokens), typeof(TokenError))]
    [TestCase(typeof(RevocationResponse), typeof(Revoked), typeof(RevocationFailed))]
    [TestCase(typeof(ConnectResult), typeof(Connected), typeof(ConnectFailed), typeof(RefreshTokenMissing), typeof(DifferentOrganization))]
    [TestCase(typeof(DisconnectResult), typeof(Disconnected), typeof(NotConnected), typeof(DisconnectFailed))]
    [TestCase(typeof(ConnectOutcome), typeof(OAuth.AspNetCore.ConnectedOutcome), typeof(OAuth.AspNetCore.AuthorizationDeniedOutcome), typeof(OAuth.AspNetCore.AuthorizationFailedOutcome), typeof(OAuth.AspNetCore.RedirectRejectedOutcome), typeof(OAuth.AspNetCore.ConnectFailedOutcome), typeof(OAuth.AspNetCore.RefreshTokenMissingOutcome), typeof(OAuth.AspNetCore.DifferentOrganizationOutcome), typeof(OAuth.AspNetCore.AttemptRejectedOutcome), typeof(OAuth.AspNetCore.StoreFailedOutcome))]
    [TestCase(typeof(InteractiveConnectOutcome), typeof(OAuth.Interactive.ConnectedOutcome), typeof(OAuth.Interactive.AuthorizationDeniedOutcome), typeof(OAuth.Interactive.AuthorizationFailedOutcome), typeof(OAuth.Interactive.ConnectFailedOutcome), typeof(OAuth.Interactive.RefreshTokenMissingOutcome), typeof(OAuth.Interactive.DifferentOrganizationOutcome), typeof(OAuth.Interactive.TimedOutOutcome), typeof(OAuth.Interactive.CannotListenOutcome))]
    [TestCase(typeof(InteractiveAuthorization), typeof(Answered), typeof(TimedOut), typeof(CannotListen))]
    public void Are_these_cases_where_they_are_answers(Type answer, params Type[] cases) =>
        answer.Assembly.GetTypes().Where(type => type.BaseType == answer).Should().BeEquivalentTo(cases);

    [Test]
    public void Can_be_set_only_where_they_are_options()
    {
        PropertyInfo[] properties = [.. Library.PublicTypes.SelectMany(type => type.GetProperties()).Where(property => Library.Assemblies.Contains(property.DeclaringType!.Assembly))];
        properties.Should().NotBeEmpty();

        properties.Where(IsMutable).Should().NotBeEmpty("options are set").And
            .OnlyContain(property => property.DeclaringType!.Name.EndsWith("Options", StringComparison.Ordinal));
    }

    [Test]
    public void Have_no_fields_but_constants()
    {
        FieldInfo[] fields = [.. Library.PublicTypes.SelectMany(type => type.GetFields()).Where(field => !field.IsSpecialName)];

        fields.Should().NotBeEmpty().And.OnlyContain(field => field.IsLiteral);
    }

    [Test]
    public void Live_in_one_namespace_and_extensions_in_that_of_the_container()
    {
        Library.PublicTypes.Should().NotBeEmpty().And.OnlyContain(type => type.Namespace == ExpectedNamespace(type));
        Library.PublicTypes.Should().Contain(type => type.Namespace != "Bigin.OAuth", "there are extensions");
    }

    [Test]
    public void Stand_each_in_a_file_of_its_name()
    {
        HashSet<string> files = [.. new DirectoryInfo(Repository.GetPath("src")).GetFiles("*.cs", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file.Name))];

        Library.PublicTypes.Where(type => !type.IsNested).Select(type => type.Name.Split('`')[0]).Should().OnlyContain(name => files.Contains(name));
    }

    private static bool IsClosed(Type type) =>
        type.IsAbstract && type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .All(constructor => constructor.IsFamilyAndAssembly || constructor.IsAssembly || constructor.IsPrivate);

    private static bool IsMutable(PropertyInfo property) =>
        property.SetMethod is { IsPublic: true } setter
        && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));

    private static string ExpectedNamespace(Type type) =>
        !type.Name.EndsWith("Extensions", StringComparison.Ordinal) || type.Name.EndsWith("ModelBuilderExtensions", StringComparison.Ordinal) ? type.Assembly.GetName().Name!
            : type.Name.EndsWith("EndpointRouteBuilderExtensions", StringComparison.Ordinal) ? "Microsoft.AspNetCore.Builder"
            : "Microsoft.Extensions.DependencyInjection";
}
