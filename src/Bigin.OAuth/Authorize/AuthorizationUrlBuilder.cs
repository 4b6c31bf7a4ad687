using System.Runtime.CompilerServices;

namespace Bigin.OAuth;

/// <summary>Makes the link on which a user signs in to Bigin, picks an organization and accepts or rejects the scopes.</summary>
/// <remarks>Immutable and thread-safe: every <c>With…</c> method returns a new builder and leaves this one as it is.</remarks>
/// <example>
/// <code>
/// AuthorizationRequest request = builder.WithScopes(BiginScopes.Org.Read).Build();
/// // keep request.Pending for this browser, then redirect it to request.Url
/// </code>
/// </example>
/// <seealso href="https://www.bigin.com/developer/docs/apis/v2/auth-request.html">Bigin: Authorization request</seealso>
public sealed class AuthorizationUrlBuilder
{
    private readonly Settings _settings;

    // Everything in the link that is the same for each call, up to the value of the next parameter.
    private readonly string _unchanging;

    /// <summary>Creates a builder from options, which are checked and copied.</summary>
    /// <param name="options">The options of the client.</param>
    /// <param name="timeProvider">The clock for <see cref="PendingAuthorization.CreatedAt"/>; the system's where none is given.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The client is a self client, which has no redirect URI and so no links.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The options break a rule; the message lists every
    /// failure.</exception>
    public AuthorizationUrlBuilder(BiginOAuthOptions options, TimeProvider? timeProvider = null)
        : this(Settings.From(options, timeProvider ?? TimeProvider.System))
    {
    }

    private AuthorizationUrlBuilder(Settings settings) => (_settings, _unchanging) = (settings, settings.WriteUnchanging());

    /// <summary>Makes a link with a new state, unless <see cref="WithState"/> gave one, and with PKCE a new code verifier.</summary>
    /// <returns>The link, and what to keep until the user comes back.</returns>
    public AuthorizationRequest Build()
    {
        string state = _settings.State ?? RandomToken.Create();
        string? codeVerifier = _settings.UsePkce ? RandomToken.Create() : null;
        string url = codeVerifier is null
            ? string.Concat(_unchanging, state)
            : string.Concat(_unchanging, RandomToken.Challenge(codeVerifier), "&code_challenge_method=S256&state=", state);

        return new AuthorizationRequest(
            new Uri(url),
            new PendingAuthorization(state, _settings.RedirectUri, _settings.ClientId, _settings.Scopes, codeVerifier,
            _settings.TimeProvider.GetUtcNow()));
    }

    /// <summary>Asks for other scopes than the options do.</summary>
    /// <param name="scopes">One or more scopes, such as those of <see cref="BiginScopes"/>; equal ones are sent once.</param>
    /// <returns>A new builder.</returns>
    /// <exception cref="ArgumentException">There are none, or one is empty, or holds a comma, a space or a character that RFC 6749 does not
    /// allow.</exception>
    public AuthorizationUrlBuilder WithScopes(params string[] scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        if (scopes.Length == 0)
        {
            throw new ArgumentException("There are no scopes. Name at least one.", nameof(scopes));
        }

        foreach (string scope in scopes)
        {
            ThrowIfFlawed("A scope", ScopeToken.FindFlaw(scope), nameof(scopes));
        }

        return new(_settings with { Scopes = Once(scopes) });
    }

    /// <summary>Starts the link at another data center than <see cref="BiginOAuthOptions.HomeDataCenter"/>, such as China.</summary>
    /// <param name="dataCenter">A data center; the entry of the options with the same id is used.</param>
    /// <returns>A new builder.</returns>
    /// <exception cref="ArgumentException">No entry of <see cref="BiginOAuthOptions.DataCenters"/> has this id.</exception>
    public AuthorizationUrlBuilder WithDataCenter(DataCenter dataCenter)
    {
        ArgumentNullException.ThrowIfNull(dataCenter);
        return WithDataCenter(dataCenter.Id);
    }

    /// <summary>Starts the link at another data center than <see cref="BiginOAuthOptions.HomeDataCenter"/>, such as China.</summary>
    /// <param name="id">The id of a data center, such as <c>cn</c>; upper and lower case are the same.</param>
    /// <returns>A new builder.</returns>
    /// <exception cref="ArgumentException">No entry of <see cref="BiginOAuthOptions.DataCenters"/> has this id.</exception>
    public AuthorizationUrlBuilder WithDataCenter(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        DataCenter dataCenter = _settings.Map.FindById(id)
            ?? throw new ArgumentException(
                $"No entry of {nameof(BiginOAuthOptions.DataCenters)} has this id. Add one, or use the id of another.", nameof(id));
        return new(_settings with { DataCenter = dataCenter });
    }

    /// <summary>Brings the user back to another redirect URI than the options do.</summary>
    /// <param name="redirectUri">A redirect URI that is registered for the client: https, http on a loopback host, or for
    /// <see cref="BiginClientType.Mobile"/> a scheme of the application's own. It is sent exactly as written.</param>
    /// <returns>A new builder.</returns>
    /// <exception cref="ArgumentException">It is none of these, is relative, has a fragment, user info or a backslash, is in quotes, or
    /// holds white space or a control character.</exception>
    public AuthorizationUrlBuilder WithRedirectUri(Uri redirectUri)
    {
        ArgumentNullException.ThrowIfNull(redirectUri);
        ThrowIfFlawed("The redirect URI", RedirectEndpoint.FindFlaw(redirectUri, _settings.ClientType), nameof(redirectUri));
        return new(_settings with { RedirectUri = redirectUri });
    }

    /// <summary>Asks for another access type than the options do.</summary>
    /// <param name="accessType">The access type.</param>
    /// <returns>A new builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a member of the enumeration.</exception>
    public AuthorizationUrlBuilder WithAccessType(AccessType accessType) =>
        Enum.IsDefined(accessType)
            ? new(_settings with { AccessType = accessType })
            : throw new ArgumentOutOfRangeException(nameof(accessType), accessType, $"This isn't a valid {nameof(AccessType)}.");

    /// <summary>
    /// Shows the consent page even to a user who has accepted before; with offline access this brings a refresh token every time.
    /// </summary>
    /// <returns>A new builder.</returns>
    public AuthorizationUrlBuilder WithForcedConsent() => new(_settings with { ForceConsent = true });

    /// <summary>Adds proof of possession of the code by PKCE with S256 (RFC 7636).</summary>
    /// <remarks>Only <see cref="AuthorizationRequest.Pending"/> holds the code verifier, so parse the redirect with it.</remarks>
    /// <returns>A new builder.</returns>
    public AuthorizationUrlBuilder WithPkce() => new(_settings with { UsePkce = true });

    /// <summary>Sends this state instead of a new random one for each link.</summary>
    /// <param name="state">1 to 512 letters, digits, <c>-</c>, <c>.</c>, <c>_</c> or <c>~</c>. It has to be unguessable and used for one
    /// link only.</param>
    /// <returns>A new builder.</returns>
    /// <exception cref="ArgumentException">It is empty, longer than 512 characters, or holds another character.</exception>
    public AuthorizationUrlBuilder WithState(string state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return PendingAuthorization.IsState(state)
            ? new(_settings with { State = state })
            : throw new ArgumentException("A state is 1 to 512 letters, digits, '-', '.', '_' or '~'.", nameof(state));
    }

    private static string[] Once(IEnumerable<string> scopes) => [.. scopes.Distinct(StringComparer.Ordinal)];

    private static void ThrowIfFlawed(string subject, string? flaw, string parameterName)
    {
        if (flaw is not null)
        {
            throw new ArgumentException($"{subject} {flaw}.", parameterName);
        }
    }

    private sealed record Settings
    {
        internal required TimeProvider TimeProvider { get; init; }

        internal required DataCenterMap Map { get; init; }

        internal required DataCenter DataCenter { get; init; }

        internal required BiginClientType ClientType { get; init; }

        internal required ClientIdMap ClientIds { get; init; }

        internal string ClientId => ClientIds.Find(DataCenter);

        internal required Uri RedirectUri { get; init; }

        internal required string[] Scopes { get; init; }

        internal required AccessType AccessType { get; init; }

        internal required bool ForceConsent { get; init; }

        internal required bool UsePkce { get; init; }

        internal string? State { get; init; }

        internal static Settings From(BiginOAuthOptions options, TimeProvider timeProvider)
        {
            BiginOAuthOptionsValidator.ThrowIfInvalid(options);
            RedirectEndpoint.ThrowIfNone(options, nameof(AuthorizationUrlBuilder));
            var map = new DataCenterMap(options);
            return new Settings
            {
                TimeProvider = timeProvider,
                Map = map,
                DataCenter = map.FindById(options.HomeDataCenter)!,
                ClientType = options.ClientType,
                ClientIds = new ClientIdMap(options),
                RedirectUri = options.RedirectUri!,
                Scopes = Once(options.Scopes),
                AccessType = options.AccessType,
                ForceConsent = options.ForceConsent,
                UsePkce = options.RequiresPkce,
            };
        }

        // Bigin, "Authorization request": GET {accounts}/oauth/v2/auth with these parameters, the scopes separated by comma.
        // The order is fixed so that links can be compared; the value of the last parameter follows in Build.
        internal string WriteUnchanging()
        {
            var link = new DefaultInterpolatedStringHandler(256, 0);
            link.AppendLiteral(DataCenter.AccountsServer.GetLeftPart(UriPartial.Authority));
            link.AppendLiteral("/oauth/v2/auth?scope=");
            link.AppendLiteral(Uri.EscapeDataString(string.Join(',', Scopes)));
            link.AppendLiteral("&client_id=");
            link.AppendLiteral(Uri.EscapeDataString(ClientId));
            link.AppendLiteral("&response_type=code&access_type=");
            link.AppendLiteral(AccessType == AccessType.Offline ? "offline" : "online");
            link.AppendLiteral("&redirect_uri=");
            link.AppendLiteral(Uri.EscapeDataString(RedirectUri.OriginalString));
            link.AppendLiteral(ForceConsent ? "&prompt=consent" : "");
            link.AppendLiteral(UsePkce ? "&code_challenge=" : "&state=");
            return link.ToStringAndClear();
        }
    }
}
