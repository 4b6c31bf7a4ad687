namespace Bigin.OAuth.Tests;

/// <summary>A data center that Zoho can never open: ISO 3166 gives ZZ to no country, and RFC 2606 reserves names under "example".</summary>
internal static class ImaginaryDataCenter
{
    internal const string Id = "zz";

    internal const string AccountsServer = "https://accounts.zoho.example";

    internal const string ApiServer = "https://www.zohoapis.example";

    internal static DataCenter Create() => new(Id, new Uri(AccountsServer), new Uri(ApiServer));
}
