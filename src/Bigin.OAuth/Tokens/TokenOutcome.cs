using System.Text.Json;

namespace Bigin.OAuth;

/// <summary>How an exchange, a refresh or a revocation ended, in the words of metrics and traces.</summary>
internal static class TokenOutcome
{
    internal const string Success = "success";

    /// <summary>The caller cancelled it.</summary>
    internal const string Canceled = "canceled";

    /// <summary>Something threw that is the host's to mend, such as a client whose handlers can't be made.</summary>
    internal const string Exception = "exception";

    /// <summary>The kind of the error, as <c>invalid_code</c>.</summary>
    internal static string Of(TokenErrorKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
}
