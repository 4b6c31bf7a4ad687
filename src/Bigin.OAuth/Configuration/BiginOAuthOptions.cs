namespace Bigin.OAuth;

/// <summary>Describes the client as it is registered in Zoho's API console, and what it asks a user for.</summary>
/// <remarks>
/// Validated when the host starts. All failures are reported at once, each with the name of the setting and how to fix it.
/// A change of the configuration while the host runs reaches <see cref="ClientSecret"/> and <see cref="ClientSecrets"/>; everything else
/// stays as it was at start.
/// </remarks>
public sealed class BiginOAuthOptions
{
    /// <summary>Gets or sets the kind of client, as it is registered in Zoho's API console.</summary>
    /// <value><see cref="BiginClientType.ServerBased"/> unless set.</value>
    public BiginClientType ClientType { get; set; } = BiginClientType.ServerBased;

    /// <summary>Gets or sets the client id from Zoho's API console, such as <c>1000.GMB0YULZHJK411248S8I5GZ4CHUEX0</c>. Required.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Gets the client ids of those data centers that have one of their own, by id; upper and lower case are the same.</summary>
    /// <remarks>
    /// China is a registration of its own, in a console of its own. Links that start at such a data center, and exchanges and refreshes
    /// there, use its id with its secret. A response from a data center with another client id than the link's is rejected.
    /// </remarks>
    public IDictionary<string, string> ClientIds { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets the client secret. The link and the redirect don't need it, tokens do.</summary>
    /// <value>The default is <see langword="null"/>. It may change while the host runs.</value>
    public string? ClientSecret { get; set; }

    /// <summary>
    /// Gets the client secrets of those data centers that have one of their own, by id; upper and lower case are the same.
    /// </summary>
    /// <remarks>
    /// Zoho gives each data center its own secret unless the console says "Use the same OAuth credentials for all data centers".
    /// </remarks>
    public IDictionary<string, string> ClientSecrets { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Gets or sets where the browser comes back to: https, or http on a loopback host, without a fragment and user info. Required, but for
    /// a self client. Bigin compares it exactly, so it is sent exactly as written.
    /// </summary>
    /// <remarks>
    /// A mobile client may use a scheme of its own, in lower case, such as <c>myapp://connected</c>. On one's own machine write
    /// <c>localhost</c>: Zoho is reported to refuse <c>127.0.0.1</c>.
    /// </remarks>
    public Uri? RedirectUri { get; set; }

    /// <summary>
    /// Gets the scopes to ask for, such as those of <see cref="BiginScopes"/>. At least one, but for a self client; equal ones are sent
    /// once.
    /// </summary>
    public IList<string> Scopes { get; } = [];

    /// <summary>Gets or sets whether the application goes on after the user has left.</summary>
    /// <value><see cref="AccessType.Offline"/> unless set.</value>
    public AccessType AccessType { get; set; } = AccessType.Offline;

    /// <summary>Gets or sets whether the consent page is shown even to a user who has accepted before (<c>prompt=consent</c>).</summary>
    /// <value>False unless set.</value>
    public bool ForceConsent { get; set; }

    /// <summary>Gets or sets whether each link carries a PKCE challenge with S256 (RFC 7636).</summary>
    /// <value>False unless set: Zoho documents PKCE for mobile and desktop clients only. <see cref="BiginClientType.Mobile"/> uses it in
    /// any case.</value>
    public bool UsePkce { get; set; }

    /// <summary>Gets or sets the id of the data center in which the client is registered, where links start.</summary>
    /// <value><c>us</c> unless set. Zoho moves users on to their own data center, except those of China: for them it is <c>cn</c>.</value>
    public string HomeDataCenter { get; set; } = "us";

    /// <summary>Gets the closed map: no code and no secret is sent to a server that is not in it.</summary>
    /// <value>Those of <see cref="DataCenter.All"/>. Configuration adds to them, and replaces an entry of the same id.</value>
    public IList<DataCenter> DataCenters { get; } = [.. DataCenter.All];

    /// <summary>Gets the ids of the data centers whose users may connect, for data residency; upper and lower case are the same.</summary>
    /// <value>Empty, which allows all.</value>
    /// <remarks>
    /// The list holds for stored connections too: one elsewhere gives no token and throws a <see cref="BiginConnectionException"/> with the
    /// reason
    /// <see cref="ConnectionFailure.DataCenterNotAllowed"/>. It can still be found and disconnected.
    /// </remarks>
    public IList<string> AllowedDataCenters { get; } = [];

    /// <summary>Gets or sets how long a code lives from the moment at which the redirect is parsed.</summary>
    /// <value>One minute, as Bigin documents. More than zero, at most ten minutes.</value>
    public TimeSpan AuthorizationCodeLifetime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Gets or sets how long a process may use what it knows of a connection before it looks whether another process has changed it.
    /// </summary>
    /// <value>30 seconds unless set. Zero to ten minutes. Zero looks at every use.</value>
    public TimeSpan ConnectionRecheckInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets which refresh tokens are revoked after a new consent has replaced them.</summary>
    /// <value><see cref="ReplacedTokenRevocation.OtherOrganization"/> unless set.</value>
    public ReplacedTokenRevocation ReplacedTokenRevocation { get; set; } = ReplacedTokenRevocation.OtherOrganization;

    /// <summary>Gets a value indicating whether links carry a PKCE challenge.</summary>
    internal bool RequiresPkce => UsePkce || ClientType is BiginClientType.Mobile;

    /// <summary>Gets where the values came from, for messages.</summary>
    internal RegistrationTrace Registration { get; } = new();

    /// <summary>Finds the entry of <see cref="DataCenters"/> with an id, for example one that was stored.</summary>
    /// <param name="id">The id, such as <c>eu</c>; upper and lower case are the same.</param>
    /// <returns>The data center, or null where no entry has the id.</returns>
    public DataCenter? FindDataCenter(string? id) =>
        DataCenters.FirstOrDefault(dataCenter => string.Equals(dataCenter?.Id, id, StringComparison.OrdinalIgnoreCase) && id is not null);

    /// <summary>Finds the entry of <see cref="DataCenters"/> with a server, which is what older settings hold.</summary>
    /// <param name="server">The accounts server or the API server, such as <c>https://www.zohoapis.eu</c>. A path, a query and the case of
    /// the host don't count.</param>
    /// <returns>The data center, or null where no entry has the server.</returns>
    public DataCenter? FindDataCenterByServer(Uri? server) => server is not { IsAbsoluteUri: true }
        ? null
        : DataCenters.FirstOrDefault(dataCenter => dataCenter is not null
            && (ServerOrigin.IsSame(dataCenter.AccountsServer, server) || ServerOrigin.IsSame(dataCenter.ApiServer, server)));
}
