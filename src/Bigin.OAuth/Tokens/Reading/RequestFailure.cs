using System.Net.Sockets;
using System.Security.Authentication;

namespace Bigin.OAuth;

/// <summary>Distinguishes a time-out, a network that failed and a handler that failed, by what was thrown.</summary>
internal static class RequestFailure
{
    internal static TokenErrorKind Classify(Exception exception) => exception switch
    {
        OperationCanceledException or TimeoutException => TokenErrorKind.Timeout,
        _ when IsPolly(exception, "Polly.Timeout.TimeoutRejectedException") => TokenErrorKind.Timeout,

        // An open circuit comes with the exception that opened it, which belongs to another request.
        _ when IsPolly(exception, "Polly.ExecutionRejectedException") => TokenErrorKind.Unreachable,
        _ when IsNetworkError(exception) =>
            exception.InnerException is { } inner && Classify(inner) is TokenErrorKind.Timeout
                ? TokenErrorKind.Timeout
                : TokenErrorKind.Unreachable,

        // A repeat from further in, such as of an HTTP/2 stream that the server refused.
        TokenRequestRepeatedException => TokenErrorKind.Unreachable,
        _ => TokenErrorKind.HandlerFailed,
    };

    // IOException exactly: FileNotFoundException and its like are no failures of a network.
    private static bool IsNetworkError(Exception exception) =>
        exception is HttpRequestException or HttpIOException or SocketException or AuthenticationException
        || exception.GetType() == typeof(IOException);

    // Polly isn't a dependency, so its exceptions are known by their names.
    private static bool IsPolly(Exception exception, string name)
    {
        for (Type? type = exception.GetType(); type is not null; type = type.BaseType)
        {
            if (type.FullName == name)
            {
                return true;
            }
        }

        return false;
    }
}
