namespace Bigin.OAuth;

/// <summary>Holds the rules by which a redirect is rejected or read. <see cref="RedirectResponseParser"/> has their order.</summary>
internal static class RedirectRules
{
    private const int MaxQueryLength = 8192;
    internal const int MaxCodeLength = 2048;

    // A bound of ours, so that a hostile redirect costs little. Bigin's have a few hundred characters.
    internal static RedirectRejected? RejectLong(ReadOnlySpan<char> query) =>
        query.Length > MaxQueryLength
            ? Reject(RedirectRejection.MalformedQuery, null, $"The query is longer than {MaxQueryLength} characters.")
            : null;

    // WHATWG URL standard, urlencoded parsing, with what it would replace or leave as it is refused instead.
    internal static RedirectRejected? RejectMalformed(in RedirectParameters redirect) =>
        redirect.Malformed is { } name
            ? Reject(RedirectRejection.MalformedQuery, name,
                $"The parameter '{name}' holds a broken escape, invalid UTF-8 or a control character.")
            : redirect.Error.ContainsAnyExcept(Rfc6749Characters.InErrors)
                ? Reject(RedirectRejection.MalformedQuery, RedirectParameters.ErrorName,
                    "The parameter 'error' holds a character that RFC 6749 does not allow.")
                : null;

    // RFC 6749 section 3.1: "Request and response parameters MUST NOT be included more than once."
    // https://www.rfc-editor.org/rfc/rfc6749#section-3.1
    internal static RedirectRejected? RejectDuplicate(in RedirectParameters redirect) =>
        redirect.Repeated is { } name
            ? Reject(RedirectRejection.DuplicateParameter, name, $"The parameter '{name}' came more than once.")
            : null;

    // RFC 9700 section 2.1.2: "clients SHOULD NOT use the implicit grant". We never ask for it, so a token was meant for someone else.
    // https://www.rfc-editor.org/rfc/rfc9700#section-2.1.2
    internal static RedirectRejected? RejectImplicitToken(in RedirectParameters redirect) =>
        redirect.Token is { } name
            ? Reject(RedirectRejection.ImplicitToken, name, $"The query carries the parameter '{name}', and a token was never asked for.")
            : null;

    // RFC 6749 section 4.1.2: a code is sent "if the resource owner grants the access request", and 4.1.2.1: an error if not. Never both.
    // https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
    internal static RedirectRejected? RejectConflict(in RedirectParameters redirect) =>
        !redirect.Code.IsEmpty && !redirect.Error.IsEmpty
            ? Reject(RedirectRejection.ConflictingParameters, RedirectParameters.ErrorName, "The query carries both a code and an error.")
            : null;

    // RFC 6749 section 4.1.2: state is "REQUIRED if the "state" parameter was present in the client authorization request."
    // Deviation: Zoho documents no state on a rejection, so an error may come without; the result says that it is not verified.
    // https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
    internal static RedirectRejected? RejectMissingState(in RedirectParameters redirect, string? expectedState) =>
        expectedState is not null && redirect.State.IsEmpty && redirect.Error.IsEmpty
            ? Reject(RedirectRejection.MissingState, RedirectParameters.StateName,
                "The response has no state, so nothing ties it to the request.")
            : null;

    // RFC 6749 section 10.12: the client "MUST implement CSRF protection for its redirection URI" by matching the state.
    // https://www.rfc-editor.org/rfc/rfc6749#section-10.12
    internal static RedirectRejected? RejectOtherState(in RedirectParameters redirect, string? expectedState) =>
        expectedState is not null && !redirect.State.IsEmpty && !FixedTimeText.AreEqual(redirect.State, expectedState)
            ? Reject(RedirectRejection.StateMismatch, RedirectParameters.StateName,
                "The state is not the one that was sent: the response is another attempt's, or forged.")
            : null;

    // RFC 6749 section 4.1.2.1: "access_denied: The resource owner or authorization server denied the request."
    // https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
    internal static RedirectResponse? ReadError(in RedirectParameters redirect, string? expectedState)
    {
        if (redirect.Error.IsEmpty)
        {
            return null;
        }

        bool isStateVerified = IsStateVerified(redirect, expectedState);
        string? description = redirect.ErrorDescription.IsEmpty ? null : redirect.ErrorDescription.ToString();
        return redirect.Error is AuthorizationDenied.ErrorName
            ? new AuthorizationDenied(description, isStateVerified)
            : new AuthorizationFailed(redirect.Error.ToString(), description, isStateVerified);
    }

    // Bigin, "Request users to grant permissions": an accepted request comes back with code, location and accounts-server.
    internal static RedirectRejected? RejectIncomplete(in RedirectParameters redirect)
    {
        string? missing = redirect.Code.IsEmpty ? RedirectParameters.CodeName
            : redirect.AccountsServer.IsEmpty ? RedirectParameters.AccountsServerName
            : redirect.Location.IsEmpty ? RedirectParameters.LocationName
            : null;
        return missing is null
            ? null
            : Reject(RedirectRejection.MissingParameter, missing, $"The response is not an error and has no '{missing}'.");
    }

    // RFC 6749 appendix A.11: code = 1*VSCHAR, and VSCHAR = %x20-7E. Nothing else is assumed: the code is opaque.
    // https://www.rfc-editor.org/rfc/rfc6749#appendix-A.11
    internal static RedirectRejected? RejectInvalidCode(in RedirectParameters redirect) =>
        redirect.Code.Length > MaxCodeLength || redirect.Code.ContainsAnyExcept(Rfc6749Characters.Visible)
            ? Reject(RedirectRejection.InvalidCode, RedirectParameters.CodeName,
                $"The code is longer than {MaxCodeLength} characters, or holds one that RFC 6749 does not allow.")
            : null;

    // RFC 9700 section 4.4 (mix-up): the code goes only to a server that the client knew before the answer came.
    // https://www.rfc-editor.org/rfc/rfc9700#section-4.4
    internal static RedirectRejected? RejectUnknownDataCenter(DataCenter? dataCenter) =>
        dataCenter is null
            ? Reject(RedirectRejection.UnknownDataCenter, RedirectParameters.AccountsServerName,
                "The accounts server is not one of the configured data centers.")
            : null;

    // Bigin, "Multi DC": location and accounts-server name the same data center. Where they don't, one of them was changed on the way.
    internal static RedirectRejected? RejectOtherLocation(in RedirectParameters redirect, DataCenter? dataCenter, DataCenterMap map) =>
        map.FindById(redirect.Location) != dataCenter
            ? Reject(RedirectRejection.DataCenterMismatch, RedirectParameters.LocationName,
                "The location is not the data center of the accounts server.")
            : null;

    // Zoho moves a user to another data center only within one registration. A code of another client can't be exchanged, so it is not
    // sent.
    internal static RedirectRejected? RejectOtherClient(DataCenter? dataCenter, ClientIdMap clientIds, string clientId) =>
        clientIds.Find(dataCenter!) != clientId
            ? Reject(RedirectRejection.DataCenterMismatch, RedirectParameters.LocationName,
                $"The data center has another client id ({nameof(BiginOAuthOptions.ClientIds)}) than the link.")
            : null;

    internal static RedirectRejected? RejectNotAllowed(DataCenter? dataCenter, DataCenterMap map) =>
        !map.IsAllowed(dataCenter!)
            ? Reject(RedirectRejection.DataCenterNotAllowed, RedirectParameters.LocationName,
                $"The data center is not one of {nameof(BiginOAuthOptions.AllowedDataCenters)}.")
            : null;

    internal static bool IsStateVerified(in RedirectParameters redirect, string? expectedState) =>
        expectedState is not null && !redirect.State.IsEmpty;

    private static RedirectRejected Reject(RedirectRejection reason, string? parameter, string message) => new(reason, parameter, message);
}
