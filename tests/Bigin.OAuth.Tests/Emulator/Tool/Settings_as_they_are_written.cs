using System.Text.Json;
using Bigin.OAuth.Emulator.Tool;

namespace Bigin.OAuth.Tests.Emulator.Tool;

[TestOf(typeof(EmulatorSettings))]
public sealed class Settings_as_they_are_written
{
    private readonly string _file = Path.GetTempFileName();

    [TearDown]
    public void Delete() => File.Delete(_file);

    [TestCase("CodeLifetime", "60")]
    [TestCase("AccessTokenLifetime", "3600")]
    [TestCase("AccessTokenLifetime", "1.5")]
    [TestCase("CodeLifetime", "1:30")]
    [TestCase("AccessTokenLifetime", "24:00:00")]
    [TestCase("AccessTokenLifetime", "60:00:00")]
    [TestCase("CodeLifetime", "00:60:00")]
    [TestCase("CodeLifetime", "90s")]
    public async Task Are_refused_as_durations_that_could_be_misread(string name, string value)
    {
        await WriteAsync(name, value);

        (int exitCode, _, string errors) = await ToolHere.FailAsync("--config", _file);

        exitCode.Should().Be(2);
        errors.Should().StartWith($"bigin-emulator: {name} can't be '{value}'.").And.Contain("00:01:00");
    }

    [TestCase("00:01:30")]
    [TestCase("1.00:00:00")]
    [TestCase("00:00:01.5")]
    public async Task Are_taken_as_durations_of_hours_minutes_and_seconds(string value)
    {
        await WriteAsync("CodeLifetime", value);
        (ToolHere tool, JsonElement announcement) = await ToolHere.StartWithJsonAsync("--config", _file, "--port", "0");
        await using ToolHere _ = tool;

        announcement.GetProperty("clientId").GetString().Should().NotBeEmpty();
    }

    [Test]
    public async Task Are_refused_as_durations_in_variables_too()
    {
        (int exitCode, string errors) = await EndAsync("BIGIN_EMULATOR_CODELIFETIME", "60");

        exitCode.Should().Be(2);
        errors.Should().StartWith("bigin-emulator: BIGIN_EMULATOR_CODELIFETIME can't be '60'.").And.Contain("00:01:00");
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

    private Task WriteAsync(string name, string value) => File.WriteAllTextAsync(_file, $$"""{ "{{name}}": "{{value}}" }""");

    private static async Task<(int ExitCode, string Errors)> EndAsync(string name, string value)
    {
        await using ToolProcess tool = ToolProcess.Start([(name, value)], "--json");
        (int exitCode, _, string errors) = await tool.EndAsync();
        return (exitCode, errors);
    }
}
