using System.Text.Json;

namespace Bigin.OAuth;

/// <summary>How an exchange, a refresh or a revocation ended, in the words of metrics and traces.</summary>
internal static class TokenOutcome
{
    internal const string Success = "success";

    /// <summary>The caller cancelled it.</summary>
    internal const string Canceled = "canceled";

    /// <summary>The host has to fix what was thrown, such as a client whose handlers can't be created.</summary>
    internal const string Exception = "exception";

    /// <summary>Gets the kind of an error, such as <c>invalid_code</c>.</summary>
    internal static string FromKind(TokenErrorKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
}
