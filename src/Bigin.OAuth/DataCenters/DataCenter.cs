namespace Bigin.OAuth;

/// <summary>Names one Zoho data center: where its users' accounts are, and where their Bigin data is.</summary>
/// <remarks>
/// Compare data centers by <see cref="Id"/>, without regard to case: configuration and the emulator have objects of their own, with other
/// addresses. Whether the addresses are acceptable is checked where the data center is used, with the other options, so that all mistakes
/// of a configuration are reported at once.
/// </remarks>
/// <param name="id">The id that Bigin sends as <c>location</c>, such as <c>us</c>; upper and lower case are the same.</param>
/// <param name="accountsServer">The origin of the accounts server, such as <c>https://accounts.zoho.com</c>.</param>
/// <param name="apiServer">The origin of the API server, such as <c>https://www.zohoapis.com</c>.</param>
/// <seealso href="https://www.bigin.com/developer/docs/apis/multi-dc.html">Bigin: Multi DC</seealso>
public sealed class DataCenter(string id, Uri accountsServer, Uri apiServer)
{
    /// <summary>Gets the data center in the United States, <c>us</c>.</summary>
    public static DataCenter UnitedStates { get; } = Zoho("us", "https://accounts.zoho.com", "https://www.zohoapis.com");

    /// <summary>Gets the data center in the European Union, <c>eu</c>.</summary>
    public static DataCenter Europe { get; } = Zoho("eu", "https://accounts.zoho.eu", "https://www.zohoapis.eu");

    /// <summary>Gets the data center in India, <c>in</c>.</summary>
    public static DataCenter India { get; } = Zoho("in", "https://accounts.zoho.in", "https://www.zohoapis.in");

    /// <summary>Gets the data center in Australia, <c>au</c>.</summary>
    public static DataCenter Australia { get; } = Zoho("au", "https://accounts.zoho.com.au", "https://www.zohoapis.com.au");

    /// <summary>Gets the data center in Japan, <c>jp</c>.</summary>
    public static DataCenter Japan { get; } = Zoho("jp", "https://accounts.zoho.jp", "https://www.zohoapis.jp");

    /// <summary>Gets the data center in China, <c>cn</c>. It is apart from the others: a link for its users has to start there.</summary>
    public static DataCenter China { get; } = Zoho("cn", "https://accounts.zoho.com.cn", "https://www.zohoapis.com.cn");

    /// <summary>Gets the data center in Saudi Arabia, <c>sa</c>.</summary>
    public static DataCenter SaudiArabia { get; } = Zoho("sa", "https://accounts.zoho.sa", "https://www.zohoapis.sa");

    /// <summary>Gets the data center in Canada, <c>ca</c>, whose accounts server is on <c>zohocloud.ca</c>.</summary>
    public static DataCenter Canada { get; } = Zoho("ca", "https://accounts.zohocloud.ca", "https://www.zohoapis.ca");

    /// <summary>Gets the data center in the United Kingdom, <c>uk</c>, which Zoho Accounts lists and Bigin's own page does not.</summary>
    public static DataCenter UnitedKingdom { get; } = Zoho("uk", "https://accounts.zoho.uk", "https://www.zohoapis.uk");

    /// <summary>Gets the data centers above, which are what <see cref="BiginOAuthOptions.DataCenters"/> starts with.</summary>
    public static IReadOnlyList<DataCenter> All { get; } =
        [UnitedStates, Europe, India, Australia, Japan, China, SaudiArabia, Canada, UnitedKingdom];

    /// <summary>Gets the id that Bigin sends as <c>location</c>, such as <c>us</c>.</summary>
    public string Id { get; } = id;

    /// <summary>Gets the origin of the accounts server: consent pages, tokens, revocation.</summary>
    public Uri AccountsServer { get; } = accountsServer;

    /// <summary>Gets the origin of the API server: everything under <c>/bigin/v2</c>.</summary>
    public Uri ApiServer { get; } = apiServer;

    /// <summary>Returns the <see cref="Id"/>.</summary>
    /// <returns>The id, such as <c>us</c>.</returns>
    public override string ToString() => Id;

    private static DataCenter Zoho(string id, string accountsServer, string apiServer) =>
        new(id, new Uri(accountsServer), new Uri(apiServer));
}
