using System.Net;
using System.Web;
using Microsoft.Net.Http.Headers;

namespace Bigin.OAuth.Tests.AspNetCore;

/// <summary>As much of a browser as the endpoints see: its cookies, who is signed in, and an address bar.</summary>
internal sealed class WebBrowser(WebHost host, string? user) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = host.Address };

    /// <summary>Gets the cookies by name. A test may change them.</summary>
    internal Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the attributes of the cookies that the last answer set.</summary>
    internal IReadOnlyList<SetCookieHeaderValue> SetCookies { get; private set; } = [];

    internal string? User { get; set; } = user;

    /// <summary>Gets or sets what it accepts. A browser that a person uses accepts HTML, a script doesn't say.</summary>
    internal string? Accept { get; set; }

    /// <summary>Gets or sets what is added to each query that the callback gets.</summary>
    internal string Suffix { get; set; } = "";

    /// <summary>Gets the last query that the callback got.</summary>
    internal string LastQuery { get; private set; } = "";

    /// <summary>Gets the states of the links that were given, and the codes that came back.</summary>
    internal List<string> States { get; } = [];

    internal List<string> Codes { get; } = [];

    /// <summary>Gets, as text, what the callback answered, and the cookies that everything set. The link, which has to hold the state, is not among it.</summary>
    internal List<string> Seen { get; } = [];

    /// <summary>Copies the browser with its cookies, for a user who is signed in or for none.</summary>
    internal WebBrowser Copy(string? user)
    {
        WebBrowser copy = host.Browse(user);
        (copy.Suffix, copy.Accept) = (Suffix, Accept);
        foreach ((string name, string value) in Cookies)
        {
            copy.Cookies.Add(name, value);
        }

        return copy;
    }

    /// <summary>Starts an attempt and gives Bigin's link.</summary>
    internal async Task<Uri> ConnectAsync(string pathAndQuery = "/bigin/connect")
    {
        using HttpResponseMessage answer = await GetAsync(pathAndQuery);
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        States.Add(WebAnswers.GetState(answer.Headers.Location!));
        return answer.Headers.Location!;
    }

    /// <summary>Opens the address that Bigin sent the browser to, at the host that really listens.</summary>
    internal Task<HttpResponseMessage> ReturnAsync(Uri redirect)
    {
        if (HttpUtility.ParseQueryString(redirect.Query)["code"] is { } code)
        {
            Codes.Add(code);
        }

        return GetAsync(redirect.PathAndQuery);
    }

    internal Task<HttpResponseMessage> GetAsync(string pathAndQuery) => SendAsync(HttpMethod.Get, pathAndQuery);

    internal Task<HttpResponseMessage> SendAsync(HttpMethod method, string pathAndQuery, params (string Name, string Value)[] headers) =>
        SendAsync(method, pathAndQuery, null, headers);

    /// <summary>Posts a body of a type.</summary>
    internal async Task<HttpResponseMessage> PostAsync(string pathAndQuery, string type, string body, params (string Name, string Value)[] headers)
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        return await SendAsync(HttpMethod.Post, pathAndQuery, content, headers);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string pathAndQuery, HttpContent? content, (string Name, string Value)[] headers)
    {
        if (pathAndQuery.StartsWith("/bigin/callback", StringComparison.Ordinal))
        {
            pathAndQuery += Suffix;
            LastQuery = pathAndQuery.Split('?', '#')[1];
        }

        using var request = new HttpRequestMessage(method, pathAndQuery) { Content = content };
        if (User is not null)
        {
            request.Headers.Add("X-User", User);
        }

        if (Accept is not null)
        {
            request.Headers.Add("Accept", Accept);
        }

        if (Cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.Add(name, value);
        }

        HttpResponseMessage answer = await _http.SendAsync(request);
        Keep(answer);
        Seen.AddRange(SetCookies.Select(cookie => $"{cookie}"));
        if (pathAndQuery.StartsWith("/bigin/callback", StringComparison.Ordinal))
        {
            Seen.Add(await answer.EverythingAsync());
        }

        return answer;
    }

    public void Dispose() => _http.Dispose();

    private void Keep(HttpResponseMessage answer)
    {
        SetCookies = answer.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? values) ? [.. SetCookieHeaderValue.ParseList([.. values])] : [];
        foreach (SetCookieHeaderValue cookie in SetCookies)
        {
            // RFC 6265 section 4.1.2.2: "the Max-Age attribute has precedence and controls the expiration date of the cookie."
            if (cookie.MaxAge is { } age ? age <= TimeSpan.Zero : cookie.Expires < DateTimeOffset.UnixEpoch.AddYears(1))
            {
                Cookies.Remove(cookie.Name.ToString());
            }
            else
            {
                Cookies[cookie.Name.ToString()] = cookie.Value.ToString();
            }
        }
    }
}
