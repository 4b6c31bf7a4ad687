namespace Bigin.OAuth.Emulator;

/// <summary>Represents what Zoho shows on a page of its own, and never redirects, because the request can't be trusted.</summary>
/// <param name="Title">Zoho's name of the error.</param>
/// <param name="Explanation">Zoho's own sentence where it is known.</param>
internal sealed record RequestError(string Title, string Explanation)
{
    /// <summary>Gets what the developer can do, which only the emulator says.</summary>
    internal required string Fix { get; init; }

    /// <summary>Gets the name of the emulator's setting that the error depends on, or <see langword="null"/> where there is none.</summary>
    internal string? Setting { get; init; }

    /// <summary>Gets what is registered or allowed, to compare with what was sent.</summary>
    internal IReadOnlyList<string> Registered { get; init; } = [];

    // Zoho Accounts, "Authorization request", errors: the titles. RFC 6749 section 4.1.2.1 says why these are never redirected:
    // "the authorization server SHOULD inform the resource owner of the error and MUST NOT automatically redirect".
    internal static RequestError MissingParameter(string name) =>
        new("Invalid response type", "The request has no response_type or no client_id.")
        {
            Fix = $"Send {name}.",
        };

    // Zoho Accounts, "Authorization request": anything other than GET gives an error page.
    internal static RequestError WrongMethod(string method) => new("400", "An authorization request is a GET request.")
    {
        Fix = $"Send a GET request, as a browser does that follows the link. This one was a {method}.",
    };

    // RFC 6749 section 3.1: "Request and response parameters MUST NOT be included more than once." What Zoho does is not known.
    internal static RequestError RepeatedParameters(IEnumerable<string> names) =>
        new("An error occurred", "A parameter came more than once.")
        {
            Fix = $"Send each parameter once. Sent more than once: {string.Join(", ", names)}.",
        };

    internal static RequestError ForeignOrganization(EmulatorUser user) =>
        new("An error occurred", "The user does not belong to this organization.")
        {
            Fix = "Choose an organization of the user, or add the organization to the user.",
            Setting = nameof(BiginEmulatorOptions.Users),
            Registered = [.. user.Organizations.Select(organization => organization.ToString())],
        };

    internal static RequestError ForgedForm() => new("An error occurred", "The form was not sent by this emulator's own page.")
    {
        Fix = "Open the page again and press its button. Pages from before a restart of the emulator no longer work.",
    };

    internal static RequestError UnknownResponseType() => new("An error occurred", "The response_type is not code.")
    {
        Fix = "Send response_type=code.",
    };

    internal static RequestError UnknownClient(DataCenter here, IEnumerable<EmulatorClient> clients) =>
        new("Invalid Client", "No client with this client_id is registered.")
        {
            Fix = $"Use the id of a client that data center {here.Id} knows. UseEmulator does.",
            Setting = $"{nameof(BiginEmulatorOptions.ClientId)}, {nameof(BiginEmulatorOptions.Clients)}",
            Registered = [.. clients.Select(client =>
        $"{client}{(client.DataCenters.Count == 0 ? "" : $" at {string.Join(", ", client.DataCenters)}")}")],
        };

    internal static RequestError UnknownRedirectUri(EmulatorClient client, string fix, string setting) =>
        new("Invalid Redirect Uri", "Redirect URI passed does not match with the one configured.")
        {
            Fix = fix,
            Setting = setting,
            Registered = client.RedirectUris.Count > 0 ? [.. client.RedirectUris] : [client.Type switch
            {
                EmulatorClientType.SelfClient => "none: a self client has no redirect URI",
                EmulatorClientType.Mobile => "none, so any on http://localhost and any custom scheme is accepted",
                _ => "none, so any on http://localhost is accepted",
            }],
        };

    internal static RequestError UnknownScope(IReadOnlyList<string> unknown) =>
        new("Invalid OAuth scope", "There is no scope, or one of them does not exist.")
        {
            Fix = unknown.Count == 0 ? "Send at least one scope." : $"Correct or remove: {string.Join(", ", unknown)}.",
            Setting = nameof(BiginEmulatorOptions.AdditionalScopes),
        };

    // Zoho Accounts, "Mobile and desktop apps": code_challenge is required there. How its lack is reported is not documented.
    internal static RequestError MissingCodeChallenge() => new("An error occurred", "The request of a mobile client has no code_challenge.")
    {
        Fix = "Send code_challenge and code_challenge_method=S256, which UsePkce does.",
    };

    // Zoho Accounts, "Token limits": the sentence on the page.
    internal static RequestError TooManyCodes(int max, TimeSpan wait) => new(
        "Access Denied",
        "Maximum request limit reached for your account. Please try again after some time or contact the app's developer.")
    {
        Fix = $"The client got {max} codes in ten minutes. The next one is possible in {(int)Math.Ceiling(wait.TotalMinutes)} minutes, "
            + "or after Clock.Advance.",
        Setting = nameof(BiginEmulatorOptions.CodesPerTenMinutes),
        Registered = [$"{max} in ten minutes"],
    };
}
