using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tool;

namespace Bigin.OAuth.Tests.Command;

[TestOf(typeof(BiginCommand))]
public sealed class Tokens_of_a_connection
{
    [Test]
    public async Task Are_printed_on_demand_and_without_a_request_while_they_are_valid()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();

        CommandEnd text = (await session.RunAsync("token", "--reveal")).ShouldSucceed();
        CommandEnd json = (await session.RunAsync("token", "default", "--reveal", "--json")).ShouldSucceed();

        text.Output.Should().StartWith("1000.");
        json.Json.GetProperty("accessToken").GetString().Should().Be(text.Output.Trim());
        session.TokenRequests.Should().Be(1, "the import has made the token");
    }

    [Test]
    public async Task Are_not_printed_otherwise()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();

        CommandEnd end = await session.RunAsync("token", "default");

        end.ExitCode.Should().Be(2);
        end.Output.Should().BeEmpty();
        end.Errors.Should().Contain("--reveal");
    }

    [Test]
    public async Task Are_refreshed_on_demand()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();

        CommandEnd text = (await session.RunAsync("refresh")).ShouldSucceed();
        CommandEnd json = (await session.RunAsync("refresh", "--json")).ShouldSucceed();

        text.Output.Should().Be("Refreshed default.\n");
        json.Json.GetProperty("status").GetString().Should().Be("active");
        session.TokenRequests.Should().Be(3);
    }

    [Test]
    public async Task Wait_for_Bigin_where_it_limits_requests()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        session.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Throttle);

        CommandEnd end = await session.RunAsync("refresh");

        end.ExitCode.Should().Be(5);
        end.Output.Should().BeEmpty();
    }

    [TestCase("token", "--reveal")]
    [TestCase("refresh")]
    [TestCase("call", "default", "Contacts")]
    public async Task Need_a_connection(params string[] arguments)
    {
        await using CommandSession session = await CommandSession.StartAsync();

        CommandEnd end = await session.RunAsync(arguments);

        end.ExitCode.Should().Be(3);
        end.Output.Should().BeEmpty();
        end.Failure.Should().StartWith("bigin: ").And.EndWith("Run: bigin connect default");
    }

    [Test]
    public async Task Are_refreshed_once_where_two_commands_need_one_at_once()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        session.Emulator.ExpireAccessTokens();

        CommandEnd[] ends = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => session.RunAsync("call", "default", "Contacts")));

        ends.Should().OnlyContain(end => end.ExitCode == 0);
        session.TokenRequests.Should().Be(2, "the import and one refresh");
    }
}
