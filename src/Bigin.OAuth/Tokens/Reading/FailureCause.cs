using System.Net.Sockets;

namespace Bigin.OAuth;

/// <summary>
/// Describes for a log line why a call failed, without the words of others: messages of exceptions may quote headers, addresses and forms.
/// </summary>
internal static class FailureCause
{
    private const string Unprintable = "unprintable";

    private const int MaxNameLength = 64;

    private const int MaxTypes = 8;

    /// <summary>Names the types of an exception and those inside it, the outermost first, with the codes of those that have one.</summary>
    internal static string Describe(Exception exception)
    {
        var causes = new List<string>();
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (causes.Count == MaxTypes)
            {
                causes.Add("…");
                break;
            }

            causes.Add(GetName(cause));
        }

        return string.Join(" > ", causes);
    }

    /// <summary>Gets the name of an error that a server has sent, where it can be printed. Null where it repeats a secret.</summary>
    internal static string? Describe(string error, RequestSecrets secrets) =>
        error.Length > MaxNameLength || error.AsSpan().ContainsAnyExcept(Rfc6749Characters.InErrors) ? Unprintable
        : secrets.AppearIn(error) ? null
        : error;

    private static string GetName(Exception exception)
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
