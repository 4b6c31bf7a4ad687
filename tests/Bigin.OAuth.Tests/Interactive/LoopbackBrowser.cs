using System.Net;

namespace Bigin.OAuth.Tests.Interactive;

/// <summary>A browser that resolves localhost by itself and, unless told otherwise, follows redirects.</summary>
internal sealed class LoopbackBrowser(bool followsRedirects = true) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = followsRedirects, UseProxy = false, ConnectTimeout = Hang.Limit }) { Timeout = Hang.Limit };

    internal Task<HttpResponseMessage> GetAsync(Uri address) => _http.GetAsync(address);

    internal Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address) => _http.SendAsync(new HttpRequestMessage(method, address));

    internal async Task<string> ReadAsync(Uri address)
    {
        using HttpResponseMessage response = await GetAsync(address);
        return await response.Content.ReadAsStringAsync();
    }

    internal async Task<HttpStatusCode> StatusAsync(Uri address)
    {
        using HttpResponseMessage response = await GetAsync(address);
        return response.StatusCode;
    }

    public void Dispose() => _http.Dispose();
}
