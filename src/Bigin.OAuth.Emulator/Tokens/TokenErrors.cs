using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Creates the errors of the accounts server: of token requests, of revocations, and of faults.</summary>
internal sealed class TokenErrors(BiginEmulatorOptions options)
{
    // Zoho Accounts, "Access token": the names. Departure: RFC 6749 section 5.2 asks for status 400; Zoho reports these with 200.
    internal static readonly EmulatorResponse InvalidClient = Create("invalid_client");

    internal static readonly EmulatorResponse InvalidClientSecret = Create("invalid_client_secret");

    internal static readonly EmulatorResponse InvalidCode = Create("invalid_code");

    internal static readonly EmulatorResponse InvalidRedirectUri = Create("invalid_redirect_uri");

    // Zoho Accounts, "Access token": a wrong method or a missing grant_type is answered by a page.
    internal static readonly EmulatorResponse WrongMethod = CreatePage("wrong method");

    internal static readonly EmulatorResponse MissingGrantType = CreatePage("missing grant_type");

    // Measured at Bigin's path: a bad token is answered by a page, with 400.
    internal static readonly EmulatorResponse BadToken = CreatePage("invalid token");

    internal static EmulatorResponse Create(string error, int status = StatusCodes.Status200OK) =>
        EmulatorResponse.Json(status, new JsonObject { ["error"] = error }) with { Outcome = error };

    internal static EmulatorResponse CreateMaintenancePage(int status) => EmulatorResponse.Html(status, "This service is being maintained");

    /// <summary>
    /// Creates the response to a throttled request. Its outcome in the journal is always the same, since Zoho's words differ.
    /// </summary>
    internal EmulatorResponse CreateThrottled() =>
        EmulatorResponse.Json((int)options.ThrottleStatus, CreateThrottleBody()) with { Outcome = "throttled" };

    private JsonObject CreateThrottleBody() => options.ThrottleWording switch
    {
        ThrottleWording.TokenCreationLimit => new JsonObject
        {
            ["error_description"] = "Token creation throttle limit reached. Please reuse the valid tokens you currently have.",
            ["error"] = "Access Denied",
        },
        ThrottleWording.Chinese => new JsonObject
        {
            ["error_description"] = "您已连续提出过多请求，请稍后再试。",
            ["error"] = "拒绝访问",
            ["status"] = "failure",
        },
        _ => new JsonObject
        {
            ["error_description"] = "You have made too many requests continuously. Please try again after some time.",
            ["error"] = "Access Denied",
            ["status"] = "failure",
        },
    };

    private static EmulatorResponse CreatePage(string outcome) =>
        EmulatorResponse.Html(StatusCodes.Status400BadRequest, "400") with { Outcome = outcome };
}
