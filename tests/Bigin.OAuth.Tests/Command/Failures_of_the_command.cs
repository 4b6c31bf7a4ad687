using Bigin.OAuth.Emulator;
using Bigin.OAuth.Tool.Output;

namespace Bigin.OAuth.Tests.Command;

[TestOf(typeof(Failure))]
public sealed class Failures_of_the_command
{
    private static readonly TestCaseData[] Exceptions =
    [
        Row(new HttpRequestException("No such host."), 5, "Bigin can't be reached. No such host. See bigin doctor."),
        Row(new OperationCanceledException(), 5, "Bigin didn't respond in time. Try again later."),
        Row(new ArgumentException("A key is empty.", "key"), 2, "A key is empty."),
        Row(new IOException("The disk is full."), 1, "The disk is full."),
        Row(new UnauthorizedAccessException("Access is denied."), 1, "Access is denied."),
        Row(new InvalidCastException("It is odd."), 1, "InvalidCastException: It is odd."),
    ];

    [TestCaseSource(nameof(Exceptions))]
    public void Have_an_exit_code_and_a_sentence(Exception exception, int exitCode, string message) =>
        Failure.Describe(exception, isInterrupted: false).Should().Be((exitCode, message));

    [Test]
    public void Say_Interrupted_where_the_person_has_interrupted() =>
        Failure.Describe(new OperationCanceledException(), isInterrupted: true).Should().Be((130, "Interrupted."));

    [TestCase("invalid_client", 4)]
    [TestCase("invalid_client_secret", 4)]
    [TestCase("invalid_code", 3)]
    [TestCase("general_error", 1)]
    public async Task Of_a_refresh_tell_by_the_exit_code_what_to_change(string error, int exitCode)
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        session.Emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Error(error));

        CommandEnd end = await session.RunAsync("refresh");

        end.ExitCode.Should().Be(exitCode);
        end.Output.Should().BeEmpty();
    }

    [TestCase("another key ring", 4, "Use the key ring and the application name that it was stored with, or connect again.")]
    [TestCase("not allowed", 4, "Add the data center to AllowedDataCenters, or disconnect.")]
    [TestCase("unknown", 4, "Add the data center to DataCenters, or forget the connection.")]
    [TestCase("no database", 4, "See bigin doctor.")]
    public async Task Of_a_connection_end_with_the_fix(string cause, int exitCode, string fix)
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        switch (cause)
        {
            case "another key ring":
                session.DeleteKeys();
                break;
            case "not allowed":
                session.Environment["Bigin__AllowedDataCenters__0"] = "eu";
                break;
            case "unknown":
                await session.ChangeRowsAsync("DataCenter = 'moon'");
                break;
            default:
                session.SpoilDatabase();
                break;
        }

        CommandEnd end = await session.RunAsync("token", "--reveal");

        end.ExitCode.Should().Be(exitCode);
        end.Output.Should().BeEmpty();
        end.Failure.Should().EndWith(fix);
    }

    [Test]
    public async Task Of_a_refresh_too_many_ask_to_wait()
    {
        await using CommandSession session = await CommandSession.StartConnectedAsync();
        for (int i = 0; i < Bigin.OAuth.Tests.Connections.ConnectionHosts.RefreshesOfTenMinutes; i++)
        {
            (await session.RunAsync("refresh")).ShouldSucceed();
        }

        CommandEnd end = await session.RunAsync("refresh");

        end.ExitCode.Should().Be(5);
        end.Failure.Should().EndWith("Wait ten minutes.");
    }

    private static TestCaseData Row(Exception exception, int exitCode, string message) =>
        new TestCaseData(exception, exitCode, message).SetArgDisplayNames(exception.GetType().Name);
}
