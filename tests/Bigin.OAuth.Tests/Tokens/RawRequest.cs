using System.Net;

namespace Bigin.OAuth.Tests.Tokens;

/// <summary>A request as it was on the wire.</summary>
internal sealed record RawRequest(string Head, string Body)
{
    internal string RequestLine => Head.Split("\r\n")[0];

    internal IReadOnlyDictionary<string, string> Form => Body.Split('&').Select(pair => pair.Split('='))
        .ToDictionary(pair => WebUtility.UrlDecode(pair[0]), pair => WebUtility.UrlDecode(pair[1]), StringComparer.Ordinal);
}
