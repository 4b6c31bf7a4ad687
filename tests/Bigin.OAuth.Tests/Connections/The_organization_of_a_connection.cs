using System.Net;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class The_organization_of_a_connection
{
    private static readonly TestCaseData[] FaultsOfTheApi =
    [
        Row(EmulatorFault.HtmlError),
        Row(EmulatorFault.Html(503)),
        Row(EmulatorFault.Status(401)),
        Row(EmulatorFault.Status(204)),
        Row(EmulatorFault.CutConnection),
        Row(EmulatorFault.TruncatedBody),
        Named("an empty object", "{}"),
        Named("no organization", """{"org":[]}"""),
        Named("nothing in the list", """{"org":[null]}"""),
        Named("a list of numbers", """{"org":[1]}"""),
        Named("a number", "7"),
        Named("an organization without ids", """{"org":[{"company_name":"Acorn Books"}]}"""),
        Named("an id that is an object", """{"org":[{"zgid":{},"id":[]}]}"""),
        Named("an id that is too long", $$"""{"org":[{"zgid":"{{new string('7', 201)}}"}]}"""),
        Named("an id with a control character", """{"org":[{"zgid":"7\u00007"}]}"""),
        Named("an answer that is too long", $$"""{"org":[{"zgid":"7"}],"more":"{{new string('x', 70_000)}}"}"""),
    ];

    [TestCase(BiginScopes.Org.Read, true)]
    [TestCase(BiginScopes.Org.All, true)]
    [TestCase("zohobigin.ORG.read", true)]
    [TestCase("ZohoBigin.modules.ALL", false)]
    public async Task Is_read_where_a_scope_allows_it(string scope, bool isRead)
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(configureEmulator: options => options.AdditionalScopes.Add(scope));
        AuthorizationResult accepted = await host.AcceptAsync(link => link.WithScopes(scope));

        await host.Connections.ConnectAsync(ConnectionHost.Key, accepted);

        host.To("/bigin/v2/org").Should().HaveCount(isRead ? 1 : 0);
    }

    [TestCaseSource(nameof(FaultsOfTheApi))]
    public async Task Is_left_out_where_it_cannot_be_read(EmulatorFault fault)
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync(builder => builder.PassWaits());
        host.Emulator.Faults.Next(EmulatorEndpoint.Api, fault, times: int.MaxValue); // .NET itself may repeat a request whose connection breaks

        BiginConnection connection = await host.ConnectAsync();

        connection.Organization.Should().BeNull();
        (await host.RowAsync()).OrganizationId.Should().BeNull();
        (await host.TokenAsync()).Should().NotBeNull();
        host.Refreshes.Should().BeEmpty();
    }

    [TestCase("""{"org":[{"zgid":"7","id":"9","company_name":"A"}]}""", "7", "A")]
    [TestCase("""{"org":[{"zgid":7,"id":"9","company_name":"A"}]}""", "7", "A")]
    [TestCase("""{"org":[{"id":"9","company_name":"A"}]}""", "9", "A")]
    [TestCase("""{"org":[{"zgid":"","id":"9"}]}""", "9", null)]
    [TestCase("""{"org":[{"zgid":"7","company_name":""}]}""", "7", null)]
    [TestCase("""{"org":[{"zgid":"7","company_name":"A\u0000"}]}""", "7", null)]
    [TestCase("""{"org":[{"zgid":"7","company_name":"\ud800"}]}""", "7", null)]
    [TestCase("""{"org":[{"zgid":"7"},{"zgid":"8"}]}""", "7", null)]
    public async Task Has_the_zgid_else_the_id_and_a_name_that_every_database_takes(string answer, string id, string? name)
    {
        await using ConnectionHost host = await ConnectionHost.StartAsync();
        host.Emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Json(200, answer));

        BiginConnection connection = await host.ConnectAsync();

        connection.Organization!.Id.Should().Be(id);
        connection.Organization.Name.Should().Be(name);
        connection.Organization.ToString().Should().Be(name is null ? id : $"{name} ({id})");
    }

    private static TestCaseData Row(EmulatorFault fault) => new TestCaseData(fault).SetArgDisplayNames(fault.ToString());

    private static TestCaseData Named(string name, string body) => new TestCaseData(EmulatorFault.Json((int)HttpStatusCode.OK, body)).SetArgDisplayNames(name);
}
