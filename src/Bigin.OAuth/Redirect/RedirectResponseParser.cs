using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Bigin.OAuth;

/// <summary>Turns the redirect that brought the browser back into one of four typed answers.</summary>
/// <remarks>
/// Thread-safe. Whatever the query holds is answered and never thrown: the query is written by whoever holds the browser.
/// The code's minute starts when the parser sees it.
/// </remarks>
/// <example>
/// <code>
/// string text = parser.Parse(httpContext.Request.QueryString.Value, pending).Match(
///     granted: result => $"accepted in {result.Location}",
///     denied: _ => "rejected",
///     failed: failure => failure.IsNoOrganization ? "no organization" : "failed",
///     rejected: rejection => rejection.Message);
/// </code>
/// </example>
public sealed class RedirectResponseParser
{
    private const int LongestQuery = 8192;
    private const int LongestCode = 2048;

    // Enough for every redirect that Bigin sends; what is longer borrows.
    private const int StackBuffer = 512;

    private readonly DataCenterMap _map;
    private readonly TimeSpan _codeLifetime;
    private readonly bool _usePkce;
    private readonly Uri _redirectUri;
    private readonly TimeProvider _timeProvider;

    /// <summary>Creates a parser from options, which are checked and copied.</summary>
    /// <param name="options">The options of the client.</param>
    /// <param name="timeProvider">The clock that codes age by; the system's where none is given.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The options break a rule; the message lists every failure.</exception>
    public RedirectResponseParser(BiginOAuthOptions options, TimeProvider? timeProvider = null)
    {
        BiginOAuthOptionsValidator.ThrowIfInvalid(options);
        _map = new DataCenterMap(options);
        _codeLifetime = options.AuthorizationCodeLifetime;
        _usePkce = options.UsePkce;
        _redirectUri = options.RedirectUri!;
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Parses the query of a redirect.</summary>
    /// <param name="query">The query, with or without its question mark, not decoded. Null counts as empty.</param>
    /// <param name="pending">What was kept for this browser when the link was made.</param>
    /// <returns>One of the four answers.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="pending"/> is null.</exception>
    public RedirectResponse Parse(string? query, PendingAuthorization pending)
    {
        ArgumentNullException.ThrowIfNull(pending);
        return Decide(QueryOf(query), pending.State, pending);
    }

    /// <summary>Parses a whole redirect, absolute or relative.</summary>
    /// <param name="redirect">The address that the browser came back to, as it was written. Null counts as empty.</param>
    /// <param name="pending">What was kept for this browser when the link was made.</param>
    /// <returns>One of the four answers.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="pending"/> is null.</exception>
    public RedirectResponse Parse(Uri? redirect, PendingAuthorization pending)
    {
        ArgumentNullException.ThrowIfNull(pending);
        return Decide(QueryOf(redirect), pending.State, pending);
    }

    /// <summary>Parses the query of a redirect where the state is all that was kept, which does without PKCE.</summary>
    /// <param name="query">The query, with or without its question mark, not decoded. Null counts as empty.</param>
    /// <param name="expectedState">The state in the link that was made for this browser.</param>
    /// <returns>One of the four answers.</returns>
    /// <exception cref="ArgumentException"><paramref name="expectedState"/> is null or empty.</exception>
    /// <exception cref="InvalidOperationException"><see cref="BiginOAuthOptions.UsePkce"/> is on, and the code verifier is in the pending authorization alone.</exception>
    public RedirectResponse Parse(string? query, string expectedState)
    {
        ThrowIfUnusable(expectedState);
        return Decide(QueryOf(query), expectedState);
    }

    /// <summary>Parses a whole redirect, absolute or relative, where the state is all that was kept, which does without PKCE.</summary>
    /// <param name="redirect">The address that the browser came back to, as it was written. Null counts as empty.</param>
    /// <param name="expectedState">The state in the link that was made for this browser.</param>
    /// <returns>One of the four answers.</returns>
    /// <exception cref="ArgumentException"><paramref name="expectedState"/> is null or empty.</exception>
    /// <exception cref="InvalidOperationException"><see cref="BiginOAuthOptions.UsePkce"/> is on, and the code verifier is in the pending authorization alone.</exception>
    public RedirectResponse Parse(Uri? redirect, string expectedState)
    {
        ThrowIfUnusable(expectedState);
        return Decide(QueryOf(redirect), expectedState);
    }

    /// <summary>Parses the query of a redirect without comparing a state.</summary>
    /// <remarks>
    /// Only where something else ties the redirect to the request, or anyone can connect your user to an account of theirs
    /// (RFC 6749 section 10.12). Such are: a person who pastes, into the program that printed the link, the address they came back to;
    /// a loopback listener on a random port and path that is open for this one answer; a redirect URI with an unguessable part made for this attempt.
    /// </remarks>
    /// <param name="query">The query, with or without its question mark, not decoded. Null counts as empty.</param>
    /// <returns>One of the four answers.</returns>
    /// <exception cref="InvalidOperationException"><see cref="BiginOAuthOptions.UsePkce"/> is on, and the code verifier is in the pending authorization alone.</exception>
    public RedirectResponse ParseWithoutState(string? query)
    {
        ThrowIfVerifierIsNeeded();
        return Decide(QueryOf(query), expectedState: null);
    }

    /// <summary>Parses a whole redirect, absolute or relative, without comparing a state.</summary>
    /// <remarks>Only where something else ties the redirect to the request; <see cref="ParseWithoutState(string)"/> says what.</remarks>
    /// <param name="redirect">The address that the browser came back to, as it was written. Null counts as empty.</param>
    /// <returns>One of the four answers.</returns>
    /// <exception cref="InvalidOperationException"><see cref="BiginOAuthOptions.UsePkce"/> is on, and the code verifier is in the pending authorization alone.</exception>
    public RedirectResponse ParseWithoutState(Uri? redirect)
    {
        ThrowIfVerifierIsNeeded();
        return Decide(QueryOf(redirect), expectedState: null);
    }

    private void ThrowIfUnusable(string expectedState)
    {
        ArgumentException.ThrowIfNullOrEmpty(expectedState);
        ThrowIfVerifierIsNeeded();
    }

    private void ThrowIfVerifierIsNeeded()
    {
        if (_usePkce)
        {
            throw new InvalidOperationException(
                $"{nameof(BiginOAuthOptions.UsePkce)} is on, so the code verifier is needed later: call {nameof(Parse)} with the {nameof(PendingAuthorization)} of the request.");
        }
    }

    private static ReadOnlySpan<char> QueryOf(string? query)
    {
        ReadOnlySpan<char> text = WithoutFragment(query);
        return text is ['?', ..] ? text[1..] : text;
    }

    // Uri.Query rewrites escapes; OriginalString is what the browser sent.
    private static ReadOnlySpan<char> QueryOf(Uri? redirect)
    {
        ReadOnlySpan<char> text = WithoutFragment(redirect?.OriginalString);
        int start = text.IndexOf('?');
        return start < 0 ? default : text[(start + 1)..];
    }

    private static ReadOnlySpan<char> WithoutFragment(ReadOnlySpan<char> text)
    {
        int fragment = text.IndexOf('#');
        return fragment < 0 ? text : text[..fragment];
    }

    private RedirectResponse Decide(ReadOnlySpan<char> query, string? expectedState, PendingAuthorization? pending = null)
    {
        if (query.Length > LongestQuery)
        {
            return Reject(RedirectRejection.MalformedQuery, null, $"The query is longer than {LongestQuery} characters.");
        }

        char[]? borrowed = query.Length > StackBuffer ? ArrayPool<char>.Shared.Rent(query.Length) : null;
        try
        {
            var redirect = RedirectParameters.Read(query, borrowed ?? stackalloc char[StackBuffer]);
            return Decide(redirect, expectedState, pending);
        }
        finally
        {
            if (borrowed is not null)
            {
                ArrayPool<char>.Shared.Return(borrowed, clearArray: true); // it may hold the code
            }
        }
    }

    private RedirectResponse Decide(in RedirectParameters redirect, string? expectedState, PendingAuthorization? pending)
    {
        DataCenter? dataCenter = _map.FindByAccountsServer(redirect.AccountsServer);
        return RejectMalformed(redirect)
            ?? RejectDuplicate(redirect)
            ?? RejectImplicitToken(redirect)
            ?? RejectConflict(redirect)
            ?? RejectMissingState(redirect, expectedState)
            ?? RejectOtherState(redirect, expectedState)
            ?? ReadError(redirect, expectedState)
            ?? RejectIncomplete(redirect)
            ?? RejectInvalidCode(redirect)
            ?? RejectUnknownDataCenter(dataCenter)
            ?? RejectOtherLocation(redirect, dataCenter)
            ?? RejectNotAllowed(dataCenter)
            ?? (RedirectResponse)Grant(redirect, dataCenter, expectedState, pending);
    }

    // WHATWG URL standard, urlencoded parsing, with what it would replace or leave as it is refused instead.
    private static RedirectRejected? RejectMalformed(in RedirectParameters redirect) =>
        redirect.Malformed is { } name
            ? Reject(RedirectRejection.MalformedQuery, name, $"The parameter '{name}' holds a broken escape, invalid UTF-8 or a control character.")
            : redirect.Error.ContainsAnyExcept(VisibleCharacters.InErrors)
                ? Reject(RedirectRejection.MalformedQuery, RedirectParameters.ErrorName, "The parameter 'error' holds a character that RFC 6749 does not allow.")
                : null;

    // RFC 6749 section 3.1: "Request and response parameters MUST NOT be included more than once."
    // https://www.rfc-editor.org/rfc/rfc6749#section-3.1
    private static RedirectRejected? RejectDuplicate(in RedirectParameters redirect) =>
        redirect.Repeated is { } name
            ? Reject(RedirectRejection.DuplicateParameter, name, $"The parameter '{name}' came more than once.")
            : null;

    // RFC 9700 section 2.1.2: "clients SHOULD NOT use the implicit grant". We never ask for it, so a token is somebody else's.
    // https://www.rfc-editor.org/rfc/rfc9700#section-2.1.2
    private static RedirectRejected? RejectImplicitToken(in RedirectParameters redirect) =>
        redirect.Token is { } name
            ? Reject(RedirectRejection.ImplicitToken, name, $"The query carries the parameter '{name}', and a token was never asked for.")
            : null;

    // RFC 6749 section 4.1.2: a code is sent "if the resource owner grants the access request", and 4.1.2.1: an error if not. Never both.
    // https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
    private static RedirectRejected? RejectConflict(in RedirectParameters redirect) =>
        !redirect.Code.IsEmpty && !redirect.Error.IsEmpty
            ? Reject(RedirectRejection.ConflictingParameters, RedirectParameters.ErrorName, "The query carries both a code and an error.")
            : null;

    // RFC 6749 section 4.1.2: state is "REQUIRED if the "state" parameter was present in the client authorization request."
    // Departure: Zoho documents no state on a rejection, so an error may come without; the answer says that it is not verified.
    // https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
    private static RedirectRejected? RejectMissingState(in RedirectParameters redirect, string? expectedState) =>
        expectedState is not null && redirect.State.IsEmpty && redirect.Error.IsEmpty
            ? Reject(RedirectRejection.MissingState, RedirectParameters.StateName, "The answer has no state, so nothing ties it to the request.")
            : null;

    // RFC 6749 section 10.12: the client "MUST implement CSRF protection for its redirection URI" by matching the state.
    // https://www.rfc-editor.org/rfc/rfc6749#section-10.12
    private static RedirectRejected? RejectOtherState(in RedirectParameters redirect, string? expectedState) =>
        expectedState is not null && !redirect.State.IsEmpty && !IsSameState(redirect.State, expectedState)
            ? Reject(RedirectRejection.StateMismatch, RedirectParameters.StateName, "The state is not the one that was sent: the answer is another attempt's, or forged.")
            : null;

    // RFC 6749 section 4.1.2.1: "access_denied: The resource owner or authorization server denied the request."
    // https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
    private static RedirectResponse? ReadError(in RedirectParameters redirect, string? expectedState)
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
    private static RedirectRejected? RejectIncomplete(in RedirectParameters redirect)
    {
        string? missing = redirect.Code.IsEmpty ? RedirectParameters.CodeName
            : redirect.AccountsServer.IsEmpty ? RedirectParameters.AccountsServerName
            : redirect.Location.IsEmpty ? RedirectParameters.LocationName
            : null;
        return missing is null ? null : Reject(RedirectRejection.MissingParameter, missing, $"The answer is no error and has no '{missing}'.");
    }

    // RFC 6749 appendix A.11: code = 1*VSCHAR, and VSCHAR = %x20-7E. Nothing else is assumed: the code is opaque.
    // https://www.rfc-editor.org/rfc/rfc6749#appendix-A.11
    private static RedirectRejected? RejectInvalidCode(in RedirectParameters redirect) =>
        redirect.Code.Length > LongestCode || redirect.Code.ContainsAnyExcept(VisibleCharacters.All)
            ? Reject(RedirectRejection.InvalidCode, RedirectParameters.CodeName, $"The code is longer than {LongestCode} characters, or holds one that RFC 6749 does not allow.")
            : null;

    // RFC 9700 section 4.4 (mix-up): the code goes only to a server that the client knew before the answer came.
    // https://www.rfc-editor.org/rfc/rfc9700#section-4.4
    private static RedirectRejected? RejectUnknownDataCenter(DataCenter? dataCenter) =>
        dataCenter is null
            ? Reject(RedirectRejection.UnknownDataCenter, RedirectParameters.AccountsServerName, "The accounts server is not one of the configured data centers.")
            : null;

    // Bigin, "Multi DC": location and accounts-server name the same data center. Where they don't, one of them was changed on the way.
    private RedirectRejected? RejectOtherLocation(in RedirectParameters redirect, DataCenter? dataCenter) =>
        _map.FindById(redirect.Location) != dataCenter
            ? Reject(RedirectRejection.DataCenterMismatch, RedirectParameters.LocationName, "The location is not the data center of the accounts server.")
            : null;

    private RedirectRejected? RejectNotAllowed(DataCenter? dataCenter) =>
        !_map.IsAllowed(dataCenter!)
            ? Reject(RedirectRejection.DataCenterNotAllowed, RedirectParameters.LocationName, $"The data center is not one of {nameof(BiginOAuthOptions.AllowedDataCenters)}.")
            : null;

    private AuthorizationResult Grant(in RedirectParameters redirect, DataCenter? dataCenter, string? expectedState, PendingAuthorization? pending) =>
        new(
            new AuthorizationCode(redirect.Code.ToString(), _timeProvider.GetUtcNow(), _codeLifetime),
            dataCenter!,
            IsStateVerified(redirect, expectedState),
            pending?.RedirectUri ?? _redirectUri,
            pending?.Scopes,
            pending?.CodeVerifier);

    private static bool IsStateVerified(in RedirectParameters redirect, string? expectedState) =>
        expectedState is not null && !redirect.State.IsEmpty;

    // In constant time, so that nobody can find a state by measuring; as ASCII bytes, half of what UTF-16 would take.
    private static bool IsSameState(ReadOnlySpan<char> state, ReadOnlySpan<char> expected)
    {
        const int BytesAtATime = 128;
        if (state.Length != expected.Length)
        {
            return false;
        }

        Span<byte> left = stackalloc byte[BytesAtATime];
        Span<byte> right = stackalloc byte[BytesAtATime];
        bool same = true;
        while (!state.IsEmpty)
        {
            int length = Math.Min(BytesAtATime, state.Length);
            same &= Ascii.FromUtf16(state[..length], left, out _) == OperationStatus.Done;
            same &= Ascii.FromUtf16(expected[..length], right, out _) == OperationStatus.Done;
            same &= CryptographicOperations.FixedTimeEquals(left[..length], right[..length]);
            state = state[length..];
            expected = expected[length..];
        }

        return same;
    }

    private static RedirectRejected Reject(RedirectRejection reason, string? parameter, string message) => new(reason, parameter, message);
}
