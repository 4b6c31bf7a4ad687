using System.Text.Json;
using Bigin.OAuth.Emulator.Tool;

namespace Bigin.OAuth.Tests.Emulator.Tool;

[TestOf(typeof(EmulatorSettings))]
public sealed class Settings_as_they_are_written
{
    [TestCase("CODELIFETIME", "60")]
    [TestCase("ACCESSTOKENLIFETIME", "3600")]
    [TestCase("ACCESSTOKENLIFETIME", "1.5")]
    [TestCase("CODELIFETIME", "1:30")]
    [TestCase("ACCESSTOKENLIFETIME", "24:00:00")]
    [TestCase("ACCESSTOKENLIFETIME", "60:00:00")]
    [TestCase("CODELIFETIME", "00:60:00")]
    [TestCase("CODELIFETIME", "90s")]
    public async Task Are_refused_as_durations_that_could_be_misread(string name, string value)
    {
        (int exitCode, string errors) = await EndAsync($"BIGIN_EMULATOR_{name}", value);

        exitCode.Should().Be(2);
        errors.Should().StartWith($"bigin-emulator: BIGIN_EMULATOR_{name} can't be '{value}'.").And.Contain("00:01:00");
    }

    [TestCase("00:01:30")]
    [TestCase("1.00:00:00")]
    [TestCase("00:00:01.5")]
    public async Task Are_taken_as_durations_of_hours_minutes_and_seconds(string value)
    {
        (ToolProcess tool, JsonElement announcement) = await ToolProcess.StartWithJsonAsync([("BIGIN_EMULATOR_CODELIFETIME", value)], "--port", "0");
        await using ToolProcess _ = tool;

        announcement.GetProperty("clientId").GetString().Should().NotBeEmpty();
    }

    [TestCase("BIGIN_EMULATOR_PORT", "abc", "BIGIN_EMULATOR_PORT can't be 'abc'.")]
    [TestCase("BIGIN_EMULATOR_Port", "65528", "BIGIN_EMULATOR_Port: Port is 65528.")]
    [TestCase("BIGIN_EMULATOR_CODESPERTENMINUTES", "0", "BIGIN_EMULATOR_CODESPERTENMINUTES: ")]
    [TestCase("BIGIN_EMULATOR_PROT", "1", "There is no setting 'BIGIN_EMULATOR_PROT'.")]
    [TestCase("BIGIN_EMULATOR_USERS__0__EMAIL", "me@example.com", "BIGIN_EMULATOR_USERS__0__Name has no value.")]
    [TestCase("BIGIN_EMULATOR_LISTENON", "here", "BIGIN_EMULATOR_LISTENON: ListenOn is 'here'.")]
    public async Task Are_named_as_variables_where_they_are_variables(string name, string value, string expected)
    {
        (int exitCode, string errors) = await EndAsync(name, value);

        exitCode.Should().Be(2);
        errors.Should().StartWithEquivalentOf($"bigin-emulator: {expected}");
    }

    private static async Task<(int ExitCode, string Errors)> EndAsync(string name, string value)
    {
        await using ToolProcess tool = ToolProcess.Start([(name, value)], "--json");
        (int exitCode, _, string errors) = await tool.EndAsync();
        return (exitCode, errors);
    }
}
