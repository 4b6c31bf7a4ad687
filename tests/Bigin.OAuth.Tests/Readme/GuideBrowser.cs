using Microsoft.Net.Http.Headers;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>A browser for which every host name leads to one application. It keeps cookies by host name, and stops at each redirect.</summary>
internal sealed class GuideBrowser(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    private readonly List<(string Domain, SetCookieHeaderValue Cookie)> _cookies = [];

    internal Task<HttpResponseMessage> GetAsync(string target, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, target, headers);

    internal Task<HttpResponseMessage> GetAsync(Uri target) => GetAsync(target.OriginalString);

    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string target, params (string Name, string Value)[] headers)
    {
        var uri = new Uri(new Uri("http://localhost:5999"), target);
        using var request = new HttpRequestMessage(method, new Uri(address, uri.PathAndQuery));
        request.Headers.Host = uri.Authority;
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        string[] cookies = [.. _cookies.Where(it => Matches(uri.Host, it.Domain)).Select(it => $"{it.Cookie.Name}={it.Cookie.Value}")];
        if (cookies.Length > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", cookies));
        }

        HttpResponseMessage answer = await _http.SendAsync(request);
        if (answer.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? values))
        {
            foreach (SetCookieHeaderValue cookie in SetCookieHeaderValue.ParseList([.. values]))
            {
                string domain = cookie.Domain.HasValue ? $".{cookie.Domain.Value!.TrimStart('.')}" : uri.Host;
                _cookies.RemoveAll(it => it.Domain == domain && it.Cookie.Name == cookie.Name);
                if (cookie.Value.Length > 0)
                {
                    _cookies.Add((domain, cookie));
                }
            }
        }

        return answer;
    }

    public void Dispose() => _http.Dispose();

    // RFC 6265 section 5.1.3: a cookie with a Domain goes to that host and those below it, any other to its own host.
    private static bool Matches(string host, string domain) =>
        host == domain || (domain.StartsWith('.') && (host == domain[1..] || host.EndsWith(domain, StringComparison.Ordinal)));
}
