using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tool;

namespace Bigin.OAuth.Tests.Command;

[TestOf(typeof(BiginCommand))]
public sealed class Imports_and_ends
{
    [Test]
    public async Task A_token_is_read_from_standard_input_and_proven_by_one_refresh()
    {
        await using CommandSession session = await CommandSession.StartAsync();

        CommandEnd end = (await session.ImportAsync("tenant-42", "europe@example.com", "EU")).ShouldSucceed();

        end.Output.Should().Be("Connected tenant-42 to Dogwood Design (200000201) in eu.\n");
        end.Errors.Should().BeEmpty();
        session.TokenRequests.Should().Be(1);
    }

    [Test]
    public async Task A_token_is_read_from_a_variable_of_the_environment()
    {
        await using CommandSession session = await CommandSession.StartAsync();
        session.Environment["OLD_TOKEN"] = session.Emulator.IssueRefreshToken(CommandSession.User).Reveal();

        CommandEnd end = (await session.RunAsync("import", "default", "--data-center", "us", "--token-variable", "OLD_TOKEN", "--json")).ShouldSucceed();

        end.Json.GetProperty("organization").GetProperty("id").GetString().Should().Be("700000101");
    }

    [TestCase(3, "invalid_code", "import", "default", "--data-center", "us")]
    [TestCase(2, "There are: us, eu", "import", "default", "--data-center", "mars")]
    [TestCase(2, "--data-center", "import", "default")]
    [TestCase(2, "no environment variable", "import", "default", "--data-center", "us", "--token-variable", "NOTHING")]
    public async Task An_import_that_fails_stores_nothing(int exitCode, string named, params string[] arguments)
    {
        await using CommandSession session = await CommandSession.StartAsync();

        CommandEnd end = await session.RunWithInputAsync("1000.dead.token\n", arguments);

        end.ExitCode.Should().Be(exitCode);
        end.Output.Should().BeEmpty();
        end.Errors.Should().Contain("bigin: ").And.Contain(named).And.NotContain("1000.dead.token");
        (await session.RunAsync("list", "--json")).Output.Should().Be("[]\n");
    }

    [TestCase("1000.abc.def", "connect", "--self-client", "1000.abc.def")]
    [TestCase("1000.abc.def", "import", "default", "--data-center", "us", "--token-variable", "1000.abc.def")]
    [TestCase("S3cret", "list", "--database", "postgres://user:S3cret@db/app")]
    public async Task A_secret_in_the_place_of_a_name_is_not_repeated(string secret, params string[] arguments)
    {
        await using CommandSession session = await CommandSession.StartAsync();

        CommandEnd end = await session.RunAsync(arguments);

        end.ExitCode.Should().Be(2);
        end.Output.Should().BeEmpty();
        end.Errors.Should().StartWith("bigin: ").And.NotContain(secret);
    }

    [Test]
    public async Task An_import_without_a_token_says_where_it_is_read()
    {
        await using CommandSession session = await CommandSession.StartAsync();

        CommandEnd end = await session.RunWithInputAsync("", "import", "default", "--data-center", "us");

        end.ExitCode.Should().Be(2);
        end.Errors.Should().Contain("--token-variable");
    }

    [Test]
    public async Task An_import_of_another_organization_changes_nothing()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();

        CommandEnd end = await session.ImportAsync("default", "europe@example.com", "eu");

        end.ExitCode.Should().Be(1);
        end.Errors.Should().Contain("Acorn Books (700000101)").And.Contain("Dogwood Design (200000201)").And.Contain("--allow-organization-change");
        (await session.RunAsync("show")).Output.Should().Contain("Acorn Books");
    }

    [Test]
    public async Task An_import_without_a_scope_for_the_organization_says_that_it_is_unknown()
    {
        await using CommandSession session = await CommandSession.StartAsync();
        string token = session.Emulator.IssueRefreshToken(CommandSession.User, scopes: [BiginScopes.Users.Read]).Reveal();

        CommandEnd import = (await session.RunWithInputAsync(token + "\n", "import", "default", "--data-center", "us")).ShouldSucceed();
        CommandEnd show = (await session.RunAsync("show")).ShouldSucceed();
        CommandEnd json = (await session.RunAsync("show", "--json")).ShouldSucceed();
        CommandEnd list = (await session.RunAsync("list", "--json")).ShouldSucceed();

        import.Output.Should().Be("Connected default to an organization that couldn't be read in us.\n");
        show.Output.Should().Contain("Organization  unknown");
        json.Json.GetProperty("organization").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
        list.Json.EnumerateArray().Should().ContainSingle();
    }

    [Test]
    public async Task Disconnecting_revokes_and_deletes()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();

        CommandEnd end = (await session.RunAsync("disconnect", "default")).ShouldSucceed();
        CommandEnd again = await session.RunAsync("disconnect", "default");

        end.Output.Should().Be("Disconnected default.\n");
        session.Emulator.Requests.Count(request => request.Path == "/oauth/v2/token/revoke").Should().Be(1);
        again.ExitCode.Should().Be(3);
        again.Output.Should().BeEmpty();
        (await session.RunAsync("list", "--json")).Output.Should().Be("[]\n");
    }

    [Test]
    public async Task Disconnecting_says_so_as_JSON_on_demand()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();

        CommandEnd end = (await session.RunAsync("disconnect", "default", "--json")).ShouldSucceed();

        end.Json.GetProperty("disconnected").GetBoolean().Should().BeTrue();
        end.Json.GetProperty("key").GetString().Should().Be("default");
    }

    [Test]
    public async Task Disconnecting_keeps_the_connection_where_Bigin_does_not_revoke()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        session.Emulator.Faults.Next(EmulatorEndpoint.Revocation, EmulatorFault.Status(503));

        CommandEnd end = await session.RunAsync("disconnect", "default");

        end.ExitCode.Should().Be(5);
        end.Failure.Should().Contain("bigin forget default");
        (await session.RunAsync("show")).ShouldSucceed();
    }

    [Test]
    public async Task Forgetting_deletes_and_says_that_the_token_still_works()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();

        CommandEnd end = (await session.RunAsync("forget", "default", "--json")).ShouldSucceed();

        end.Json.GetProperty("forgotten").GetBoolean().Should().BeTrue();
        end.Errors.Should().Contain("not revoked");
        session.Emulator.Requests.Should().NotContain(request => request.Path == "/oauth/v2/token/revoke");
        (await session.RunAsync("forget", "default")).ExitCode.Should().Be(3);
    }
}
