using System.Web;

namespace Bigin.OAuth.Tests.Interactive;

internal static class State
{
    /// <summary>Gets the state of a consent link.</summary>
    internal static string Of(Uri link) => HttpUtility.ParseQueryString(link.Query)["state"]!;

    /// <summary>Gets the address that Bigin sends the browser back to, with parameters and the link's state.</summary>
    internal static Uri Answer(Uri link, string parameters) =>
        new($"{HttpUtility.ParseQueryString(link.Query)["redirect_uri"]}?{parameters}&state={Of(link)}");
}
