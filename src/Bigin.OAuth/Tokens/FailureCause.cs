using System.Net.Sockets;

namespace Bigin.OAuth;

/// <summary>Says for a log line why a call failed, without a word of anyone's: messages of exceptions may quote headers, addresses and forms.</summary>
internal static class FailureCause
{
    private const string Unprintable = "unprintable";

    private const int LongestName = 64;

    private const int MostTypes = 8;

    /// <summary>Names the types of an exception and those inside it, the outermost first, with the codes of those that have one.</summary>
    internal static string Of(Exception exception)
    {
        var causes = new List<string>();
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (causes.Count == MostTypes)
            {
                causes.Add("…");
                break;
            }

            causes.Add(NameOf(cause));
        }

        return string.Join(" > ", causes);
    }

    /// <summary>Names an error that a server has named, where it is a name. Null where it repeats a secret.</summary>
    internal static string? Of(string error, SecretEcho echo) =>
        error.Length > LongestName || error.AsSpan().ContainsAnyExcept(VisibleCharacters.InErrors) ? Unprintable
        : echo.IsIn(error) ? null
        : error;

    private static string NameOf(Exception exception)
    {
        Type type = exception.GetType();
        string name = (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName ?? type.Name;
        Enum? code = exception switch
        {
            HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and var error } => error,
            HttpIOException { HttpRequestError: not HttpRequestError.Unknown and var error } => error,
            SocketException socket => socket.SocketErrorCode,
            _ => null,
        };
        return code is null ? name : $"{name} ({code})";
    }
}
