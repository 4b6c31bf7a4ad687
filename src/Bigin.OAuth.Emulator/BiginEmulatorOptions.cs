using System.Net;

namespace Bigin.OAuth.Emulator;

/// <summary>Represents the settings of an emulator: its clients, its users, and its behavior where Bigin's isn't known.</summary>
public sealed class BiginEmulatorOptions
{
    /// <summary>
    /// Gets or sets the port of the first data center. The others follow on the next ones, in the order of <see cref="DataCenter.All"/>.
    /// </summary>
    /// <value>The default value is 0, which takes a free port for each. The maximum leaves a port below 65536 for each of them.</value>
    public int Port { get; set; }

    /// <summary>Gets or sets the address to listen on.</summary>
    /// <value>
    /// The default value is <c>127.0.0.1</c>, which lets in this machine only. <c>0.0.0.0</c> lets in every machine that reaches it, which
    /// a container needs. Anyone there can sign in as anyone.
    /// </value>
    public string ListenOn { get; set; } = "127.0.0.1";

    /// <summary>
    /// Gets or sets the host name under which other machines reach the emulator, such as <c>emulator</c>. Its addresses have it.
    /// </summary>
    /// <value>The default value is <see langword="null"/>: loopback names only.</value>
    public string? PublicHost { get; set; }

    /// <summary>Gets or sets a value indicating whether the control interface over HTTP is open.</summary>
    /// <value>The default value is <see langword="null"/>: open while <see cref="ListenOn"/> is a loopback address.</value>
    public bool? ControlInterface { get; set; }

    /// <summary>Gets or sets the id of the registered client.</summary>
    /// <value>The default value is a fixed id of Zoho's form.</value>
    public string ClientId { get; set; } = "1000.EMULATOR0000000000000000000000";

    /// <summary>Gets or sets the secret of the registered client, in the data centers that have none of their own.</summary>
    /// <value>The default value is a fixed secret of Zoho's form.</value>
    public string ClientSecret { get; set; } = "e3a1a70e0000000000000000000000000000000000";

    /// <summary>Gets the secrets of those data centers that have one of their own, by id. Ids ignore case.</summary>
    /// <value>The default value is empty, as with "Use the same OAuth credentials for all data centers" in Zoho's console.</value>
    public IDictionary<string, string> ClientSecrets { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Gets the ids of the data centers in which the client is enabled. Elsewhere it is <c>invalid_client</c>. Ids ignore case.
    /// </summary>
    /// <value>The default value is empty, which enables it in all.</value>
    public IList<string> EnabledDataCenters { get; } = [];

    /// <summary>Gets or sets the name of the application that the consent page shows.</summary>
    /// <value>The default value is <c>Your application</c>.</value>
    public string ClientName { get; set; } = "Your application";

    /// <summary>Gets the redirect URIs that are registered for the client, compared exactly.</summary>
    /// <value>The default value is empty, which accepts any on <c>localhost</c>.</value>
    public IList<string> RedirectUris { get; } = [];

    /// <summary>
    /// Gets or sets a value indicating whether a redirect URI may name this machine by an IP address, such as <c>http://127.0.0.1:5000</c>.
    /// </summary>
    /// <value>The default value is <see langword="false"/>: Zoho is reported to accept <c>localhost</c> only.</value>
    public bool AllowIPRedirectUris { get; set; }

    /// <summary>Gets the clients that are registered in addition to the one of <see cref="ClientId"/>.</summary>
    /// <value>
    /// The default value has a self client, a mobile client, and a client of China's console, which only the data center <c>cn</c> knows.
    /// Each id ends with its kind.
    /// </value>
    public IList<EmulatorClient> Clients { get; } =
    [
        new("1000.EMULATOR000000000000SELFCLIENT", "5e1fc11e7000000000000000000000000000000000", EmulatorClientType.SelfClient),
        new("1000.EMULATOR0000000000000000MOBILE", "30b11e000000000000000000000000000000000000", EmulatorClientType.Mobile),
        new("1000.EMULATOR00000000000000000CHINA", "c19a00000000000000000000000000000000000000") { DataCenters = ["cn"] },
    ];

    /// <summary>Gets the scopes that exist in addition to those of <see cref="BiginScopes"/>.</summary>
    /// <value>The default value is empty.</value>
    public IList<string> AdditionalScopes { get; } = [];

    /// <summary>
    /// Gets the scopes that a consent leaves out although the link asks for them, so that a user grants less than was asked for. Names
    /// ignore case.
    /// </summary>
    /// <value>The default value is empty: a consent grants all scopes of the link.</value>
    public IList<string> WithheldScopes { get; } = [];

    /// <summary>Gets the people who can sign in.</summary>
    /// <value>
    /// The default value has <c>one@example.com</c> with one organization, <c>three@example.com</c> with three, <c>none@example.com</c>
    /// with none,
    /// <c>europe@example.com</c> of the data center <c>eu</c>, and <c>china@example.com</c> of <c>cn</c>, from which Zoho moves no user.
    /// </value>
    public IList<EmulatorUser> Users { get; } =
    [
        new("one@example.com", "Member of one", "us", new EmulatorOrganization("700000101", "Acorn Books")),
        new(
            "three@example.com",
            "Member of three",
            "us",
            new EmulatorOrganization("700000101", "Acorn Books"),
            new EmulatorOrganization("700000102", "Birch Bicycles"),
            new EmulatorOrganization("700000103", "Cedar Ceramics")),
        new("none@example.com", "Member of none", "us"),
        new("europe@example.com", "Member in Europe", "eu", new EmulatorOrganization("200000201", "Dogwood Design")),
        new("china@example.com", "Member in China", "cn", new EmulatorOrganization("800000301", "Elm Electronics")),
    ];

    /// <summary>Gets or sets the parameters that come back beside <c>error</c> when a user rejects.</summary>
    /// <value>The default value is <see cref="RejectionParameters.State"/>. What Zoho sends isn't documented.</value>
    public RejectionParameters RejectionCarries { get; set; } = RejectionParameters.State;

    /// <summary>Gets or sets the status of the error pages.</summary>
    /// <value>The default value is 400. It must be the status of a response with a body. What Zoho sends isn't known.</value>
    public HttpStatusCode ErrorPageStatus { get; set; } = HttpStatusCode.BadRequest;

    /// <summary>Gets or sets the number of codes that a client gets in ten minutes before users see the limit page.</summary>
    /// <value>The default value is 10, as in Zoho's page on token validity. It must be more than zero.</value>
    public int CodesPerTenMinutes { get; set; } = 10;

    /// <summary>Gets or sets the lifetime of a code, by <see cref="BiginEmulator.Clock"/>.</summary>
    /// <value>The default value is one minute, as Bigin documents. Other pages of Zoho say two or three. It must be more than zero.</value>
    public TimeSpan CodeLifetime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Gets or sets a value indicating whether a code of a link with a <c>code_challenge</c> needs the matching verifier.
    /// </summary>
    /// <value>The default value is <see langword="true"/>. Whether Zoho checks it for server-based clients isn't known.</value>
    public bool VerifyPkce { get; set; } = true;

    /// <summary>Gets or sets the responses with tokens that have a <c>scope</c>, separated by spaces.</summary>
    /// <value>The default value is <see cref="ScopeInTokenResponses.Exchange"/>, as newer captures have it. Older ones have none.</value>
    public ScopeInTokenResponses ScopeInTokenResponses { get; set; } = ScopeInTokenResponses.Exchange;

    /// <summary>Gets or sets the lifetime of an access token, by <see cref="BiginEmulator.Clock"/>.</summary>
    /// <value>The default value is one hour, as Zoho documents. The minimum is one second.</value>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets the number of times that a refresh token can be used in ten minutes before it is throttled.</summary>
    /// <value>The default value is 10, as in Zoho's page on token limits. It must be more than zero.</value>
    public int AccessTokensPerTenMinutes { get; set; } = 10;

    /// <summary>
    /// Gets or sets the number of access tokens of one refresh token that are valid at the same time. One more ends the oldest.
    /// </summary>
    /// <value>The default value is 15, as in most of Zoho's pages. Others say 10 or 30. It must be more than zero.</value>
    public int LiveAccessTokens { get; set; } = 15;

    /// <summary>
    /// Gets or sets the number of refresh tokens of one user and client that are valid at the same time. One more ends the oldest, with its
    /// access tokens.
    /// </summary>
    /// <value>The default value is 20, as in Zoho's page on token limits. It must be more than zero.</value>
    public int LiveRefreshTokens { get; set; } = 20;

    /// <summary>
    /// Gets or sets a value indicating whether revoking a refresh token ends the others of the same client, user and organization too.
    /// </summary>
    /// <value>The default value is <see langword="false"/>. What Zoho does isn't known.</value>
    public bool RevocationEndsOtherTokens { get; set; }

    /// <summary>Gets or sets the status of the response to a throttled request.</summary>
    /// <value>The default value is 400, as captured. One of Zoho's pages says 200. It must be the status of a response with a body.</value>
    public HttpStatusCode ThrottleStatus { get; set; } = HttpStatusCode.BadRequest;

    /// <summary>Gets or sets the body of the response to a throttled request.</summary>
    /// <value>The default value is <see cref="ThrottleWording.TooManyRequests"/>.</value>
    public ThrottleWording ThrottleWording { get; set; }

    /// <summary>
    /// Gets the fixed responses of the Bigin API, in addition to the emulator's own. See <see cref="EmulatorApi.Map"/> for responses that
    /// depend on the request.
    /// </summary>
    /// <value>The default value is empty.</value>
    public IList<EmulatorCannedResponse> ApiResponses { get; } = [];

    /// <summary>
    /// Gets or sets a value indicating whether <see cref="BiginEmulator.Requests"/> hides the values of secrets, codes and tokens.
    /// </summary>
    /// <value>The default value is <see langword="true"/>. Turn it off to see what a client sends.</value>
    public bool MaskSecrets { get; set; } = true;

    internal bool IsWithheld(string scope) => WithheldScopes.Contains(scope, StringComparer.OrdinalIgnoreCase);

    internal IPAddress ListenAddress => IPAddress.Parse(ListenOn);

    internal bool IsOpenToOthers => !IPAddress.IsLoopback(ListenAddress);

    internal bool IsControlInterfaceOpen => ControlInterface ?? !IsOpenToOthers;
}
