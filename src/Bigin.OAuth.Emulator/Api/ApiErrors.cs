using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Creates the errors of the Bigin API.</summary>
internal static class ApiErrors
{
    // Measured at Bigin. An access token that has expired, or another data center's, has no code of its own.
    internal static readonly EmulatorResponse InvalidToken =
        Create(StatusCodes.Status401Unauthorized, "INVALID_TOKEN", "invalid oauth token");

    internal static readonly EmulatorResponse AuthenticationFailure =
        Create(StatusCodes.Status401Unauthorized, "AUTHENTICATION_FAILURE", "Authentication failed");

    internal static readonly EmulatorResponse ScopeMismatch =
        Create(StatusCodes.Status401Unauthorized, "OAUTH_SCOPE_MISMATCH", "invalid oauth scope to access this URL");

    internal static readonly EmulatorResponse InvalidUrlPattern =
        Create(StatusCodes.Status404NotFound, "INVALID_URL_PATTERN", "Please check if the URL trying to access is a correct one");

    internal static EmulatorResponse InvalidData(string parameter) =>
        Create(StatusCodes.Status400BadRequest, "INVALID_DATA", $"the {parameter} is invalid", new JsonObject { ["api_name"] = parameter });

    private static EmulatorResponse Create(int status, string code, string message, JsonObject? details = null) =>
        EmulatorResponse.Json(status, CreateBody(code, message, details)) with { Outcome = code };

    private static JsonObject CreateBody(string code, string message, JsonObject? details) =>
        new() { ["code"] = code, ["details"] = details ?? [], ["message"] = message, ["status"] = "error" };
}
