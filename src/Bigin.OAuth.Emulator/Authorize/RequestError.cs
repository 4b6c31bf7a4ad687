namespace Bigin.OAuth.Emulator;

/// <summary>What Zoho shows on a page of its own, and never redirects, because the request can't be trusted.</summary>
/// <param name="Title">Zoho's name of the error.</param>
/// <param name="Explanation">What is wrong, for the developer who reads the page.</param>
internal sealed record RequestError(string Title, string Explanation)
{
    // Zoho Accounts, "Authorization request", errors: the titles. RFC 6749 section 4.1.2.1 says why these are never redirected:
    // "the authorization server SHOULD inform the resource owner of the error and MUST NOT automatically redirect".
    internal static readonly RequestError MissingResponseType = new("Invalid response type", "The request has no response_type or no client_id.");

    internal static readonly RequestError UnknownResponseType = new("An error occurred", "The response_type is not code.");

    internal static readonly RequestError UnknownClient = new("Invalid Client", "No client with this client_id is registered.");

    internal static readonly RequestError UnknownRedirectUri = new("Invalid Redirect Uri", "Redirect URI passed does not match with the one configured.");

    internal static readonly RequestError UnknownScope = new("Invalid OAuth scope", "There is no scope, or one of them does not exist.");

    internal static readonly RequestError NotGet = new("400", "An authorization request is a GET request.");

    // RFC 6749 section 3.1: "Request and response parameters MUST NOT be included more than once." What Zoho does is not known.
    internal static readonly RequestError Repeated = new("An error occurred", "A parameter came more than once.");

    internal static readonly RequestError ForeignOrganization = new("An error occurred", "The user does not belong to this organization.");

    internal static readonly RequestError ForgedForm = new("An error occurred", "The form was not sent by this emulator's own page.");

    // Zoho Accounts, "Token limits": the sentence on the page.
    internal static readonly RequestError TooManyCodes = new(
        "Access Denied",
        "Maximum request limit reached for your account. Please try again after some time or contact the app's developer.");
}
