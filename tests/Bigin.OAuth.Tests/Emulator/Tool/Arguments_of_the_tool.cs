using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Bigin.OAuth.Emulator.Tool;

namespace Bigin.OAuth.Tests.Emulator.Tool;

[TestOf(typeof(EmulatorCommand))]
public sealed class Arguments_of_the_tool
{
    [Test]
    public async Task Set_the_first_of_consecutive_ports()
    {
        int first = FreePorts.TakeForEmulator();
        (ToolHere tool, JsonElement announcement) = await ToolHere.StartWithJsonAsync("--port", $"{first}");
        await using ToolHere _ = tool;

        Ports(announcement).Should().Equal(Enumerable.Range(first, DataCenter.All.Count));
    }

    [Test]
    public async Task Let_two_run_at_once_on_free_ports()
    {
        (ToolHere one, JsonElement ofOne) = await ToolHere.StartWithJsonAsync("--port", "0");
        await using ToolHere _ = one;
        (ToolHere other, JsonElement ofOther) = await ToolHere.StartWithJsonAsync("--port", "0");
        await using ToolHere __ = other;

        Ports(ofOne).Concat(Ports(ofOther)).Should().HaveCount(2 * DataCenter.All.Count).And.OnlyHaveUniqueItems();
    }

    [TestCase("https://app.example.com/callback", "consent")]
    [TestCase("https://app.example.com/second", "consent")]
    [TestCase("https://app.example.com/third", "error")]
    [TestCase("http://localhost:5999/callback", "error")]
    public async Task Register_redirect_URIs_and_name_the_client(string redirectUri, string step)
    {
        (ToolHere tool, JsonElement announcement) = await ToolHere.StartWithJsonAsync(
            "--port", "0", "--client-name", "Invoices", "--redirect-uri", "https://app.example.com/callback", "--redirect-uri", "https://app.example.com/second");
        await using ToolHere _ = tool;
        using var visitor = new Visitor();
        string server = announcement.GetProperty("dataCenters").GetProperty("us").GetProperty("accountsServer").GetString()!;
        var link = new Uri(
            $"{server}/oauth/v2/auth?response_type=code&scope={BiginScopes.Org.Read}&client_id={announcement.GetProperty("clientId").GetString()}&redirect_uri={Uri.EscapeDataString(redirectUri)}");

        HttpResponseMessage page = step == "error" ? await visitor.Http.GetAsync(link) : await visitor.FollowAsync(await visitor.SignInAsync(link, "one@example.com"));

        (await page.Content.ReadAsStringAsync()).Should().Contain($"data-step=\"{step}\"").And.Contain(step == "error" ? "edirect" : "Invoices would like to access");
    }

    [TestCase("--help")]
    [TestCase("-h")]
    public async Task Ask_for_help(string argument)
    {
        await using ToolProcess tool = ToolProcess.Start(argument);

        (int exitCode, string output, string errors) = await tool.EndAsync();

        exitCode.Should().Be(0);
        output.Should().ContainAll("bigin-emulator", "--port", "9410", "--json", "--redirect-uri", "--client-id", "--client-secret", "--client-name", "--version");
        errors.Should().BeEmpty();
    }

    [Test]
    public async Task Ask_for_the_version()
    {
        await using ToolProcess tool = ToolProcess.Start("--version");

        (int exitCode, string output, _) = await tool.EndAsync();

        exitCode.Should().Be(0);
        output.Trim().Should().MatchRegex(@"^\d+\.\d+\.\d+(-[a-z0-9.]+)?$");
    }

    [TestCase("--prot", "--prot", "9410")]
    [TestCase("9410", "9410")]
    [TestCase("--port", "--port")]
    [TestCase("--port", "--port", "abc")]
    [TestCase("--port", "--port", "65528")]
    [TestCase("--port", "--port", "-1")]
    [TestCase("--port", "--port", "0", "--port", "1")]
    [TestCase("--redirect-uri", "--redirect-uri", "/callback")]
    [TestCase("--redirect-uri", "--redirect-uri", "https://app.example.com", "--redirect-uri")]
    [TestCase("--client-id", "--client-id", "")]
    [TestCase("--client-secret", "--port", "0", "--client-secret")]
    [TestCase("@file", "@file")]
    public async Task Are_named_where_they_are_wrong(string named, params string[] arguments) =>
        ShouldBeNamed(named, await ToolHere.FailAsync(arguments));

    [Test]
    public async Task Are_named_by_the_process_too()
    {
        await using ToolProcess tool = ToolProcess.Start("--prot", "9410");

        ShouldBeNamed("--prot", await tool.EndAsync());
    }

    [Test]
    public async Task Are_named_where_a_port_is_in_use()
    {
        int first = FreePorts.TakeForEmulator();
        using Socket other = FreePorts.Listen(IPAddress.Loopback, first + 2);

        (int exitCode, string output, string errors) = await ToolHere.FailAsync("--port", $"{first}", "--json");

        exitCode.Should().Be(1);
        output.Should().BeEmpty();
        errors.Trim().Should().StartWith("bigin-emulator: ").And.Contain($"{IPAddress.Loopback}:{first + 2}").And.Contain("--port 0").And.NotContain("\n");
    }

    private static void ShouldBeNamed(string named, (int ExitCode, string Output, string Errors) end)
    {
        end.ExitCode.Should().Be(2);
        end.Output.Should().BeEmpty();
        end.Errors.Trim().Should().StartWith("bigin-emulator: ").And.Contain(named).And.EndWith("--help.").And.NotContain("\n").And.NotContain("System.");
    }

    private static int[] Ports(JsonElement announcement) =>
        [.. announcement.GetProperty("dataCenters").EnumerateObject().Select(x => new Uri(x.Value.GetProperty("accountsServer").GetString()!).Port)];
}
