using System.Reflection;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginOAuthModelFactory))]
public sealed class Results_made_for_tests
{
    private static readonly Type[] Closed = [typeof(RedirectResponse), typeof(TokenResponse), typeof(RevocationResponse), typeof(ConnectResult), typeof(DisconnectResult)];

    [Test]
    public void Exist_for_every_case_of_every_result()
    {
        Type[] cases = [.. typeof(BiginConnections).Assembly.GetExportedTypes().Where(type => Closed.Any(result => type != result && result.IsAssignableFrom(type)))];

        cases.Should().HaveCountGreaterThan(14);
        typeof(BiginOAuthModelFactory).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.ReturnType)
            .Should().Contain(cases).And.Contain([typeof(BiginConnection), typeof(BiginConnectionException)]);
    }

    [Test]
    public void Are_what_a_host_would_get()
    {
        string[] said =
        [
            Describe(BiginOAuthModelFactory.Connected(BiginOAuthModelFactory.BiginConnection(organizationName: "Cedar Ceramics"))),
            Describe(BiginOAuthModelFactory.ConnectFailed(BiginOAuthModelFactory.TokenError(TokenErrorKind.InvalidClient))),
            Describe(BiginOAuthModelFactory.RefreshTokenMissing(DataCenter.India)),
            Describe(BiginOAuthModelFactory.DifferentOrganization()),
            Describe(BiginOAuthModelFactory.DifferentOrganization(pickedId: null)),
        ];

        said.Should().Equal("Cedar Ceramics", "InvalidClient", "in", "Acorn Books, not Birch Bicycles", "Acorn Books, not unknown");
    }

    [Test]
    public void Have_a_code_that_lives_a_minute_and_tokens_that_print_nothing()
    {
        DateTimeOffset now = Client.Now;
        AuthorizationResult result = BiginOAuthModelFactory.AuthorizationResult("1000.MARKER", DataCenter.Europe, receivedAt: now);

        result.Code.Reveal().Should().Be("1000.MARKER");
        result.Code.IsExpired(now.AddSeconds(59)).Should().BeFalse();
        result.Code.IsExpired(now.AddSeconds(61)).Should().BeTrue();
        result.AccountsServer.Should().Be(DataCenter.Europe.AccountsServer);
        BiginOAuthModelFactory.BiginTokens("1000.MARKER", "1000.MARKER").ToString().Should().NotContain("MARKER");
    }

    private static string Describe(ConnectResult result) => result.Match(
        connected: connected => connected.Connection.Organization!.Name!,
        failed: failed => $"{failed.Error.Kind}",
        refreshTokenMissing: missing => missing.DataCenter.Id,
        differentOrganization: other => $"{other.Current.Organization!.Name}, not {other.Picked?.Name ?? "unknown"}");
}
