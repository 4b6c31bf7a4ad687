using Bigin.OAuth.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(BiginConnections))]
public sealed class Connecting_with_a_self_client_code
{
    private const string User = "one@example.com";

    [Test]
    public async Task Stores_a_connection_that_lasts()
    {
        await using ConnectionHost host = await StartAsync();

        ConnectResult result = await host.Connections.ConnectAsync(ConnectionHost.Key, await CreateCodeAsync(host));

        BiginConnection connection = result.Should().BeOfType<Connected>().Which.Connection;
        connection.Organization!.Name.Should().Be("Acorn Books");
        connection.Scopes.Should().BeEquivalentTo(BiginScopes.Org.Read, BiginScopes.Modules.Contacts.Read);
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        using HttpClient bigin = host.Connections.CreateClient(ConnectionHost.Key);
        (await bigin.GetStringAsync("Contacts?fields=Last_Name")).Should().Contain("data");
    }

    [Test]
    public async Task Sends_no_redirect_uri_and_only_to_the_accounts_server_of_its_console()
    {
        await using ConnectionHost host = await StartAsync(options => options.RedirectUri = new Uri("http://localhost:5999/callback"));

        (await host.Connections.ConnectAsync(ConnectionHost.Key, await CreateCodeAsync(host, "europe@example.com", "eu"))).Should().BeOfType<Connected>();

        EmulatorRequest exchange = host.To("/oauth/v2/token").Should().ContainSingle().Subject;
        exchange.DataCenter.Should().Be("eu");
        exchange.Parameters.Keys.Should().BeEquivalentTo("grant_type", "client_id", "client_secret", "code");
    }

    [Test]
    public async Task Reads_the_organization_where_the_code_alone_was_copied()
    {
        await using ConnectionHost host = await StartAsync();
        string file = await host.Emulator.CreateSelfClientCodeAsync(User);
        string code = System.Text.Json.JsonDocument.Parse(file).RootElement.GetProperty("code").GetString()!;

        ConnectResult result = await host.Connections.ConnectAsync(ConnectionHost.Key, Parse(host, code, "us"));

        result.Should().BeOfType<Connected>().Which.Connection.Organization!.Name.Should().Be("Acorn Books");
    }

    [Test]
    public async Task Reads_the_organization_where_nothing_tells_its_scopes_and_the_settings_scopes_are_those_of_links()
    {
        await using ConnectionHost host = await StartAsync(
            options => options.Scopes.Add(BiginScopes.Modules.Contacts.Read),
            configureEmulator: emulator => emulator.ScopeInTokenResponses = ScopeInTokenResponses.None);
        string file = await host.Emulator.CreateSelfClientCodeAsync(User);
        string code = System.Text.Json.JsonDocument.Parse(file).RootElement.GetProperty("code").GetString()!;

        ConnectResult result = await host.Connections.ConnectAsync(ConnectionHost.Key, Parse(host, code, "us"));

        BiginConnection connection = result.Should().BeOfType<Connected>().Which.Connection;
        connection.Organization!.Name.Should().Be("Acorn Books");
        connection.Scopes.Should().BeEmpty("it was asked for in Zoho's console, and not by these settings");
    }

    [Test]
    public async Task Sends_nothing_where_the_file_is_of_another_client()
    {
        await using ConnectionHost host = await StartAsync(options => options.ClientId = "1000.ANOTHER");
        SelfClientCode code = Parse(host, $$"""{"code":"1000.ab.cd","client_id":"1000.SOMEONEELSES"}""", "us");

        ConnectResult result = await host.Connections.ConnectAsync(ConnectionHost.Key, code);

        TokenError error = result.Should().BeOfType<ConnectFailed>().Which.Error;
        error.Kind.Should().Be(TokenErrorKind.ClientMismatch);
        error.Hint.Should().Contain("ClientId").And.NotContain("1000.");
        error.IsTransient.Should().BeFalse();
        host.Emulator.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Says_that_a_late_code_is_not_known()
    {
        await using ConnectionHost host = await StartAsync();
        SelfClientCode code = await CreateCodeAsync(host);
        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(3.5)); // its three minutes are over, and those of the file's tolerance are not

        ConnectResult result = await host.Connections.ConnectAsync(ConnectionHost.Key, code);

        TokenError error = result.Should().BeOfType<ConnectFailed>().Which.Error;
        error.Kind.Should().Be(TokenErrorKind.InvalidCode);
        error.Hint.Should().Contain("Generate a new one in the API console");
        host.To("/oauth/v2/token").Should().ContainSingle();
    }

    [Test]
    public async Task Sends_nothing_once_the_code_has_surely_expired()
    {
        await using ConnectionHost host = await StartAsync();
        SelfClientCode code = await CreateCodeAsync(host);
        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(4));

        ConnectResult result = await host.Connections.ConnectAsync(ConnectionHost.Key, code);

        result.Should().BeOfType<ConnectFailed>().Which.Error.Kind.Should().Be(TokenErrorKind.CodeExpired);
        host.To("/oauth/v2/token").Should().BeEmpty();
    }

    [Test]
    public async Task Sends_a_code_once_in_a_process_however_often_its_file_is_read()
    {
        await using ConnectionHost host = await StartAsync();
        string file = await host.Emulator.CreateSelfClientCodeAsync(User);

        ConnectResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => host.Connections.ConnectAsync(ConnectionHost.Key, Parse(host, file, "us"))));

        results.OfType<Connected>().Should().ContainSingle();
        results.OfType<ConnectFailed>().Should().HaveCount(19).And.OnlyContain(failed => failed.Error.Kind == TokenErrorKind.CodeAlreadyUsed);
        host.To("/oauth/v2/token").Should().ContainSingle();
    }

    [Test]
    public async Task Connects_one_of_two_processes_that_send_a_code_at_once()
    {
        await using ConnectionHost one = await StartAsync();
        await using ConnectionHost other = one.Sibling(builder => builder.Services.Configure<BiginOAuthOptions>(AsSelfClient));
        string file = await one.Emulator.CreateSelfClientCodeAsync(User);

        ConnectResult[] results = await Task.WhenAll(
            one.Connections.ConnectAsync(ConnectionHost.Key, Parse(one, file, "us")), other.Connections.ConnectAsync(ConnectionHost.Key, Parse(one, file, "us")));

        results.OfType<Connected>().Should().ContainSingle();
        results.OfType<ConnectFailed>().Should().ContainSingle().Which.Error.Kind.Should().Be(TokenErrorKind.InvalidCode);
        one.To("/oauth/v2/token").Should().HaveCount(2, "each sends it once");
    }

    [Test]
    public async Task To_another_organization_changes_nothing_unless_the_host_allows_it()
    {
        await using ConnectionHost host = await StartAsync();
        await host.Connections.ConnectAsync(ConnectionHost.Key, await CreateCodeAsync(host, "three@example.com", "us", "Acorn Books"));

        ConnectResult asked = await host.Connections.ConnectAsync(ConnectionHost.Key, await CreateCodeAsync(host, "three@example.com", "us", "Birch Bicycles"));
        ConnectResult allowed = await host.Connections.ConnectAsync(
            ConnectionHost.Key, await CreateCodeAsync(host, "three@example.com", "us", "Birch Bicycles"), OrganizationChange.Allow);

        DifferentOrganization different = asked.Should().BeOfType<DifferentOrganization>().Subject;
        different.Picked!.Name.Should().Be("Birch Bicycles");
        different.IsRefreshTokenRevoked.Should().BeTrue();
        allowed.Should().BeOfType<Connected>().Which.Connection.Organization!.Name.Should().Be("Birch Bicycles");
    }

    [Test]
    public async Task Costs_no_code_where_the_store_cannot_be_read()
    {
        await using ConnectionHost host = await StartAsync(build: builder => builder.WatchStore());
        SelfClientCode code = await CreateCodeAsync(host);
        host.WatchedStore().BeforeFind = () => throw new TimeoutException("the database");

        (await host.Awaiting(x => x.Connections.ConnectAsync(ConnectionHost.Key, code)).Should().ThrowAsync<BiginConnectionException>())
            .Which.Reason.Should().Be(ConnectionFailure.StoreFailed);

        host.To("/oauth/v2/token").Should().BeEmpty();
    }

    [Test]
    public async Task Refuses_a_code_of_a_parser_with_other_data_centers()
    {
        await using ConnectionHost host = await StartAsync();
        var parser = new SelfClientCodeParser(Client.Options());
        var code = (SelfClientCode)parser.Parse("1000.ab.cd", DataCenter.UnitedStates);

        await host.Awaiting(x => x.Connections.ConnectAsync(ConnectionHost.Key, code)).Should().ThrowAsync<ArgumentException>();

        host.Emulator.Requests.Should().BeEmpty();
    }

    private static Task<ConnectionHost> StartAsync(
        Action<BiginOAuthOptions>? configure = null, Action<BiginOAuthBuilder>? build = null, Action<BiginEmulatorOptions>? configureEmulator = null) =>
        ConnectionHost.StartAsync(build, configureEmulator, options =>
        {
            AsSelfClient(options);
            configure?.Invoke(options);
        });

    private static void AsSelfClient(BiginOAuthOptions options)
    {
        options.ClientType = BiginClientType.SelfClient;
        options.RedirectUri = null;
        options.Scopes.Clear();
    }

    private static async Task<SelfClientCode> CreateCodeAsync(ConnectionHost host, string user = User, string dataCenter = "us", string? organization = null) =>
        Parse(host, await host.Emulator.CreateSelfClientCodeAsync(user, organization, [BiginScopes.Org.Read, BiginScopes.Modules.Contacts.Read]), dataCenter);

    private static SelfClientCode Parse(ConnectionHost host, string text, string dataCenter) =>
        host.Services.GetRequiredService<SelfClientCodeParser>().Parse(text, host.Emulator.DataCenters.Single(x => x.Id == dataCenter))
            .Should().BeOfType<SelfClientCode>().Subject;
}
