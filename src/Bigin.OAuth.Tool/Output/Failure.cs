using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tool.Output;

/// <summary>Turns what went wrong into an exit code and a message that names the fix.</summary>
internal static class Failure
{
    internal static (int ExitCode, string Message) Describe(Exception exception, bool isInterrupted) => exception switch
    {
        OperationCanceledException when isInterrupted => (ExitCode.Interrupted, "Interrupted."),
        CommandException command => (command.ExitCode, command.Message),
        BiginConnectionException connection => (ReadExitCode(connection), Describe(connection)),
        OptionsValidationException options => (ExitCode.Configuration, DescribeSettings(options)),
        HttpRequestException => (ExitCode.TryLater, $"Bigin can't be reached. {exception.Message} See {BiginCommand.Name} doctor."),
        OperationCanceledException => (ExitCode.TryLater, "Bigin didn't respond in time. Try again later."),
        ArgumentException { ParamName: not null } argument => (ExitCode.Usage, WithoutParameter(argument)),
        IOException or UnauthorizedAccessException => (ExitCode.Failed, exception.Message),
        _ => (ExitCode.Failed, $"{exception.GetType().Name}: {exception.Message}"),
    };

    /// <summary>Reads the exit code of a refused or failed request for tokens.</summary>
    internal static int ReadExitCode(TokenError error) => error.Kind switch
    {
        TokenErrorKind.InvalidClient or TokenErrorKind.InvalidClientSecret or TokenErrorKind.InvalidRedirectUri
            or TokenErrorKind.MissingClientSecret or TokenErrorKind.ClientMismatch => ExitCode.Configuration,
        TokenErrorKind.InvalidRefreshToken => ExitCode.NotConnected,
        _ => error.IsTransient ? ExitCode.TryLater : ExitCode.Failed,
    };

    private static int ReadExitCode(BiginConnectionException exception) => exception.Reason switch
    {
        ConnectionFailure.NotConnected or ConnectionFailure.NeedsConsent => ExitCode.NotConnected,
        ConnectionFailure.BudgetExhausted => ExitCode.TryLater,
        ConnectionFailure.RefreshFailed => exception.Error is { } error ? ReadExitCode(error) : ExitCode.TryLater,
        _ => ExitCode.Configuration,
    };

    private static string Describe(BiginConnectionException exception)
    {
        string fix = exception.Reason switch
        {
            ConnectionFailure.NotConnected or ConnectionFailure.NeedsConsent =>
                $"Run: {BiginCommand.Name} connect {QuoteKey(exception.Key)}",
            ConnectionFailure.Unreadable => "Use the key ring and the application name that it was stored with, or connect again.",
            ConnectionFailure.DataCenterNotAllowed => "Add the data center to AllowedDataCenters, or disconnect.",
            ConnectionFailure.UnknownDataCenter => "Add the data center to DataCenters, or forget the connection.",
            ConnectionFailure.BudgetExhausted => "Wait ten minutes.",
            ConnectionFailure.StoreFailed => $"{exception.InnerException?.Message} See {BiginCommand.Name} doctor.".TrimStart(),
            _ => exception.Error?.Hint is { } hint && !exception.Message.Contains(hint, StringComparison.Ordinal) ? hint : "",
        };
        return $"{exception.Message} {fix}".TrimEnd();
    }

    /// <summary>Writes a key so that a shell takes it as one argument.</summary>
    internal static string QuoteKey(string key) =>
        key.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.')
            ? key
            : $"'{key.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static string DescribeSettings(OptionsValidationException exception) =>
        $"""
        The settings are wrong:
        {string.Join('\n', exception.Failures.Select(failure => $"- {failure}"))}
        Set them in settings.json of the profile folder, in a file that --settings names, or in the environment (Bigin__ClientId). To try the command without settings, add --emulator.
        """;

    private static string WithoutParameter(ArgumentException exception) =>
        exception.Message.Split(" (Parameter '", StringSplitOptions.None)[0];
}
