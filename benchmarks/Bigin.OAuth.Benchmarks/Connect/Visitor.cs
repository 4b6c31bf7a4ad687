using System.Net;
using Bigin.OAuth.Emulator;
using Microsoft.AspNetCore.Builder;

namespace Bigin.OAuth.Benchmarks.Connect;

/// <summary>Does what a browser does that has never been there: from the host to Bigin, and back with the cookie that the host has set.</summary>
internal sealed class Visitor(BiginEmulator emulator) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _http.Dispose();

    internal async Task ConnectAsync(WebApplication host, string path)
    {
        var address = new Uri(host.Urls.Single());
        using HttpResponseMessage start = await _http.GetAsync(new Uri(address, path));
        Uri redirect = await emulator.AcceptAsync(start.Headers.Location!, WholeConnect.User);

        using var callback = new HttpRequestMessage(HttpMethod.Get, new Uri(address, redirect.PathAndQuery));
        callback.Headers.Add("Cookie", string.Join("; ", start.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));
        using HttpResponseMessage end = await _http.SendAsync(callback);
        if (end.StatusCode != HttpStatusCode.Redirect || end.Headers.Location?.OriginalString != "/")
        {
            throw new InvalidOperationException($"It did not connect: {end.StatusCode}.");
        }
    }
}
