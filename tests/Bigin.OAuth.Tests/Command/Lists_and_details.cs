using System.Text.Json;
using Bigin.OAuth.Tool;

namespace Bigin.OAuth.Tests.Command;

[TestOf(typeof(BiginCommand))]
public sealed class Lists_and_details
{
    [Test]
    public async Task Are_columns_with_tabs_for_other_programs()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync("tenant 1");

        CommandEnd end = (await session.RunAsync("list")).ShouldSucceed();

        end.Output.Should().MatchRegex("^tenant 1\tactive\tus\tAcorn Books \\(700000101\\)\t\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC\n$");
        end.Errors.Should().BeEmpty();
    }

    [Test]
    public async Task Are_JSON_on_demand()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();

        JsonElement inList = (await session.RunAsync("list", "--json")).ShouldSucceed().Json.EnumerateArray().Single();
        JsonElement shown = (await session.RunAsync("show", "--json")).ShouldSucceed().Json;

        foreach (JsonElement connection in new[] { inList, shown })
        {
            connection.GetProperty("key").GetString().Should().Be("default");
            connection.GetProperty("status").GetString().Should().Be("active");
            connection.GetProperty("dataCenter").GetString().Should().Be("us");
            connection.GetProperty("organization").GetProperty("name").GetString().Should().Be("Acorn Books");
            connection.GetProperty("connectedAt").GetDateTimeOffset().Should().BeAfter(DateTimeOffset.UnixEpoch);
        }

        shown.GetProperty("scopes").ValueKind.Should().Be(JsonValueKind.Array);
    }

    [Test]
    public async Task Say_how_to_connect_where_there_is_nothing()
    {
        await using CommandSession session = await CommandSession.StartAsync();

        CommandEnd list = (await session.RunAsync("list")).ShouldSucceed();
        CommandEnd json = (await session.RunAsync("list", "--json")).ShouldSucceed();
        CommandEnd show = await session.RunAsync("show", "it's mine");

        list.Output.Should().BeEmpty();
        list.Errors.Should().Contain("bigin connect");
        json.Output.Should().Be("[]\n");
        show.ExitCode.Should().Be(3);
        show.Output.Should().BeEmpty();
        show.Errors.Should().StartWith("bigin: ").And.Contain(@"bigin connect 'it'\''s mine'");
    }

    [Test]
    public async Task Say_that_consent_is_needed()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        session.Emulator.RevokeAll(CommandSession.User);

        CommandEnd refresh = await session.RunAsync("refresh");
        CommandEnd show = await session.RunAsync("show");
        CommandEnd list = await session.RunAsync("list");

        refresh.ExitCode.Should().Be(3);
        refresh.Failure.Should().Contain("bigin connect default");
        show.ExitCode.Should().Be(3);
        show.Output.Should().Contain("needs consent");
        show.Errors.Should().Contain("bigin connect default");
        list.ExitCode.Should().Be(0);
        list.Output.Should().Contain("\tneeds consent\t");
    }

    [TestCase("contacts", "ZohoBigin.modules.contacts.READ")]
    [TestCase("ORG", "ZohoBigin.org.READ")]
    public async Task Of_scopes_are_filtered(string filter, string expected)
    {
        await using CommandSession session = await CommandSession.StartAsync();

        CommandEnd text = (await session.RunBareAsync("", "scopes", filter)).ShouldSucceed();
        CommandEnd json = (await session.RunBareAsync("", "scopes", filter, "--json")).ShouldSucceed();

        string[] scopes = text.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        scopes.Should().Contain(expected).And.OnlyContain(scope => scope.Contains(filter, StringComparison.OrdinalIgnoreCase));
        json.Json.EnumerateArray().Select(scope => scope.GetString()).Should().Equal(scopes);
    }

    [Test]
    public async Task Of_scopes_fail_where_none_matches()
    {
        await using CommandSession session = await CommandSession.StartAsync();

        CommandEnd end = await session.RunBareAsync("", "scopes", "nothing");

        end.ExitCode.Should().Be(1);
        end.Errors.Should().Contain("bigin scopes");
        (await session.RunBareAsync("", "scopes")).ShouldSucceed().Output.Split('\n').Should().HaveCountGreaterThan(100);
    }
}
