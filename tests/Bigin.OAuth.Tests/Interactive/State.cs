using System.Web;

namespace Bigin.OAuth.Tests.Interactive;

internal static class State
{
    /// <summary>Gets the state of a consent link.</summary>
    internal static string Of(Uri link) => HttpUtility.ParseQueryString(link.Query)["state"]!;
}
