using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Builds every refusal of the Bigin API.</summary>
internal static class ApiErrors
{
    // Measured at Bigin. An access token that is over, or another data center's, has no code of its own.
    internal static readonly Answer InvalidToken = Refuse(StatusCodes.Status401Unauthorized, "INVALID_TOKEN", "invalid oauth token");

    internal static readonly Answer AuthenticationFailure = Refuse(StatusCodes.Status401Unauthorized, "AUTHENTICATION_FAILURE", "Authentication failed");

    internal static readonly Answer ScopeMismatch = Refuse(StatusCodes.Status401Unauthorized, "OAUTH_SCOPE_MISMATCH", "invalid oauth scope to access this URL");

    internal static readonly Answer InvalidUrlPattern =
        Refuse(StatusCodes.Status404NotFound, "INVALID_URL_PATTERN", "Please check if the URL trying to access is a correct one");

    private static Answer Refuse(int status, string code, string message) =>
        Answer.Json(status, new JsonObject { ["code"] = code, ["details"] = new JsonObject(), ["message"] = message, ["status"] = "error" }) with { Outcome = code };
}
