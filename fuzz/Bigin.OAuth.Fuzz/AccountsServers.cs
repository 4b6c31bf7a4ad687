using System.Text;

namespace Bigin.OAuth.Fuzz;

/// <summary>The accounts servers and the spellings of them that are let through, said otherwise than in the library.</summary>
internal static class AccountsServers
{
    private const string DefaultPort = ":443";

    /// <summary>Gives the data center that a spelling belongs to: upper and lower case of ASCII, then the default port, then one slash.</summary>
    internal static DataCenter? Find(string spelling)
    {
        if (!Ascii.IsValid(spelling))
        {
            return null;
        }

        string origin = Without("/", spelling);
        origin = Without(DefaultPort, origin).ToLowerInvariant();
        return DataCenter.All.SingleOrDefault(dataCenter => dataCenter.AccountsServer.OriginalString == origin);
    }

    private static string Without(string end, string text) => text.EndsWith(end, StringComparison.Ordinal) ? text[..^end.Length] : text;
}
