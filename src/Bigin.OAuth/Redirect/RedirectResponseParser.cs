using System.Buffers;

namespace Bigin.OAuth;

/// <summary>Turns the redirect that brought the browser back into one of four typed results.</summary>
/// <remarks>
/// Thread-safe. Nothing in the query makes it throw: anyone who can open an address in the browser can write the query.
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
    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    // Enough for every redirect that Bigin sends; what is longer borrows.
    private const int StackBuffer = 512;

    private readonly DataCenterMap _map;
    private readonly TimeSpan _codeLifetime;
    private readonly ClientIdMap _clientIds;
    private readonly string _homeClientId;
    private readonly bool _usePkce;
    private readonly Uri _redirectUri;
    private readonly TimeProvider _timeProvider;

    /// <summary>Creates a parser from options, which are checked and copied.</summary>
    /// <param name="options">The options of the client.</param>
    /// <param name="timeProvider">The clock that codes age by; the system's where none is given.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The client is a self client, which has no redirect URI.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The options break a rule; the message lists every
    /// failure.</exception>
    public RedirectResponseParser(BiginOAuthOptions options, TimeProvider? timeProvider = null)
    {
        BiginOAuthOptionsValidator.ThrowIfInvalid(options);
        RedirectEndpoint.ThrowIfNone(options, nameof(RedirectResponseParser));
        _map = new DataCenterMap(options);
        _codeLifetime = options.AuthorizationCodeLifetime;
        _clientIds = new ClientIdMap(options);
        _homeClientId = _clientIds.Find(_map.FindById(options.HomeDataCenter)!);
        _usePkce = options.RequiresPkce;
        _redirectUri = options.RedirectUri!;
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Parses the query of a redirect.</summary>
    /// <param name="query">The query, with or without its question mark, or the whole address; not decoded. Null counts as empty.</param>
    /// <param name="pending">What was kept for this browser when the link was made.</param>
    /// <returns>One of the four results.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="pending"/> is null.</exception>
    public RedirectResponse Parse(string? query, PendingAuthorization pending)
    {
        ArgumentNullException.ThrowIfNull(pending);
        return Decide(GetQuery(query), pending.State, pending);
    }

    /// <summary>Parses a whole redirect, absolute or relative.</summary>
    /// <param name="redirect">The address that the browser came back to, as it was written. Null counts as empty.</param>
    /// <param name="pending">What was kept for this browser when the link was made.</param>
    /// <returns>One of the four results.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="pending"/> is null.</exception>
    public RedirectResponse Parse(Uri? redirect, PendingAuthorization pending)
    {
        ArgumentNullException.ThrowIfNull(pending);
        return Decide(GetQuery(redirect), pending.State, pending);
    }

    /// <summary>Parses the query of a redirect where the state is all that was kept, which does without PKCE.</summary>
    /// <param name="query">The query, with or without its question mark, or the whole address; not decoded. Null counts as empty.</param>
    /// <param name="expectedState">The state in the link that was made for this browser.</param>
    /// <returns>One of the four results.</returns>
    /// <exception cref="ArgumentException"><paramref name="expectedState"/> is null or empty.</exception>
    /// <exception cref="InvalidOperationException">Links carry a PKCE challenge, or <see cref="BiginOAuthOptions.ClientIds"/> is set: the
    /// pending authorization is needed.</exception>
    public RedirectResponse Parse(string? query, string expectedState)
    {
        ThrowIfUnusable(expectedState);
        return Decide(GetQuery(query), expectedState);
    }

    /// <summary>Parses a whole redirect, absolute or relative, where the state is all that was kept, which does without PKCE.</summary>
    /// <param name="redirect">The address that the browser came back to, as it was written. Null counts as empty.</param>
    /// <param name="expectedState">The state in the link that was made for this browser.</param>
    /// <returns>One of the four results.</returns>
    /// <exception cref="ArgumentException"><paramref name="expectedState"/> is null or empty.</exception>
    /// <exception cref="InvalidOperationException">Links carry a PKCE challenge, or <see cref="BiginOAuthOptions.ClientIds"/> is set: the
    /// pending authorization is needed.</exception>
    public RedirectResponse Parse(Uri? redirect, string expectedState)
    {
        ThrowIfUnusable(expectedState);
        return Decide(GetQuery(redirect), expectedState);
    }

    /// <summary>Parses the query of a redirect without comparing a state.</summary>
    /// <remarks>
    /// Only where something else ties the redirect to the request, or anyone can connect your user to an account of theirs
    /// (RFC 6749 section 10.12). Such are: a person who pastes, into the program that printed the link, the address they came back to;
    /// a loopback listener on a random port and path that is open for this one redirect; a redirect URI with an unguessable part made for
    /// this attempt.
    /// </remarks>
    /// <param name="query">The query, with or without its question mark, or the whole address; not decoded. Null counts as empty.</param>
    /// <returns>One of the four results.</returns>
    /// <exception cref="InvalidOperationException">Links carry a PKCE challenge, or <see cref="BiginOAuthOptions.ClientIds"/> is set: the
    /// pending authorization is needed.</exception>
    public RedirectResponse ParseWithoutState(string? query)
    {
        ThrowIfPendingIsNeeded();
        return Decide(GetQuery(query), expectedState: null);
    }

    /// <summary>Parses a whole redirect, absolute or relative, without comparing a state.</summary>
    /// <remarks>Only where something else ties the redirect to the request; <see cref="ParseWithoutState(string)"/> says what.</remarks>
    /// <param name="redirect">The address that the browser came back to, as it was written. Null counts as empty.</param>
    /// <returns>One of the four results.</returns>
    /// <exception cref="InvalidOperationException">Links carry a PKCE challenge, or <see cref="BiginOAuthOptions.ClientIds"/> is set: the
    /// pending authorization is needed.</exception>
    public RedirectResponse ParseWithoutState(Uri? redirect)
    {
        ThrowIfPendingIsNeeded();
        return Decide(GetQuery(redirect), expectedState: null);
    }

    private void ThrowIfUnusable(string expectedState)
    {
        ArgumentException.ThrowIfNullOrEmpty(expectedState);
        ThrowIfPendingIsNeeded();
    }

    private void ThrowIfPendingIsNeeded()
    {
        if (_clientIds.HasOwn)
        {
            throw new InvalidOperationException(
                $"{nameof(BiginOAuthOptions.ClientIds)} is set, so the client id of the link is needed: call {nameof(Parse)} with the "
                + $"{nameof(PendingAuthorization)} of the request.");
        }

        if (_usePkce)
        {
            throw new InvalidOperationException(
                $"{nameof(BiginOAuthOptions.UsePkce)} is on, so the code verifier is needed later: call {nameof(Parse)} with the "
                + $"{nameof(PendingAuthorization)} of the request.");
        }
    }

    private static ReadOnlySpan<char> GetQuery(string? query)
    {
        ReadOnlySpan<char> text = WithoutFragment(query);
        return text is ['?', ..] ? text[1..] : IsAddress(text) ? GetQueryOfAddress(text) : text;
    }

    // Uri.Query rewrites escapes; OriginalString is what the browser sent.
    private static ReadOnlySpan<char> GetQuery(Uri? redirect) => GetQueryOfAddress(WithoutFragment(redirect?.OriginalString));

    private static ReadOnlySpan<char> GetQueryOfAddress(ReadOnlySpan<char> address)
    {
        int start = address.IndexOf('?');
        return start < 0 ? default : address[(start + 1)..];
    }

    // RFC 3986 section 3.1: scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." ). https://www.rfc-editor.org/rfc/rfc3986#section-3.1
    private static bool IsAddress(ReadOnlySpan<char> text)
    {
        int scheme = text.IndexOfAnyExcept(SchemeCharacters);
        return scheme > 0 && char.IsAsciiLetter(text[0]) && text[scheme..].StartsWith("://");
    }

    private static ReadOnlySpan<char> WithoutFragment(ReadOnlySpan<char> text)
    {
        int fragment = text.IndexOf('#');
        return fragment < 0 ? text : text[..fragment];
    }

    private RedirectResponse Decide(ReadOnlySpan<char> query, string? expectedState, PendingAuthorization? pending = null)
    {
        if (RedirectRules.RejectLong(query) is { } rejected)
        {
            return rejected;
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
        return RedirectRules.RejectMalformed(redirect)
            ?? RedirectRules.RejectDuplicate(redirect)
            ?? RedirectRules.RejectImplicitToken(redirect)
            ?? RedirectRules.RejectConflict(redirect)
            ?? RedirectRules.RejectMissingState(redirect, expectedState)
            ?? RedirectRules.RejectOtherState(redirect, expectedState)
            ?? RedirectRules.ReadError(redirect, expectedState)
            ?? RedirectRules.RejectIncomplete(redirect)
            ?? RedirectRules.RejectInvalidCode(redirect)
            ?? RedirectRules.RejectUnknownDataCenter(dataCenter)
            ?? RedirectRules.RejectOtherLocation(redirect, dataCenter, _map)
            ?? RedirectRules.RejectOtherClient(dataCenter, _clientIds, pending?.ClientId ?? _homeClientId)
            ?? RedirectRules.RejectNotAllowed(dataCenter, _map)
            ?? (RedirectResponse)Grant(redirect, dataCenter, expectedState, pending);
    }

    private AuthorizationResult Grant(
        in RedirectParameters redirect, DataCenter? dataCenter, string? expectedState, PendingAuthorization? pending) =>
        new(
            new AuthorizationCode(redirect.Code.ToString(), _timeProvider.GetUtcNow(), _codeLifetime),
            dataCenter!,
            RedirectRules.IsStateVerified(redirect, expectedState),
            pending?.RedirectUri ?? _redirectUri,
            pending?.Scopes,
            pending?.CodeVerifier);
}
