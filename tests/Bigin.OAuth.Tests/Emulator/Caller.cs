using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace Bigin.OAuth.Tests.Emulator;

/// <summary>A program that talks to the emulator's endpoints over plain HTTP, as no library of ours would.</summary>
internal sealed class Caller(Host host) : IDisposable
{
    internal HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public void Dispose() => Http.Dispose();

    internal Uri Address(string path, string dataCenter = "us") =>
        new(host.Emulator.DataCenters.Single(x => x.Id == dataCenter).AccountsServer, path);

    /// <summary>Accepts as a user, and takes the code from the redirect.</summary>
    internal async Task<string> CodeAsync(string user = "one@example.com", string? organization = null, AuthorizationUrlBuilder? links = null)
    {
        Uri redirect = await host.Emulator.AcceptAsync((links ?? host.Links).Build().Url, user, organization);
        return HttpUtility.ParseQueryString(redirect.Query)["code"]!;
    }

    /// <summary>The parameters of an exchange in which nothing is wrong.</summary>
    internal Dictionary<string, string> Exchange(string code) => new()
    {
        ["grant_type"] = "authorization_code",
        ["client_id"] = host.Emulator.ClientId,
        ["client_secret"] = host.Emulator.ClientSecret,
        ["redirect_uri"] = Host.RedirectUri,
        ["code"] = code,
    };

    /// <summary>The parameters of a refresh in which nothing is wrong.</summary>
    internal Dictionary<string, string> Refresh(string refreshToken) => new()
    {
        ["grant_type"] = "refresh_token",
        ["client_id"] = host.Emulator.ClientId,
        ["client_secret"] = host.Emulator.ClientSecret,
        ["refresh_token"] = refreshToken,
    };

    internal Task<HttpResponseMessage> PostAsync(Dictionary<string, string> form, string dataCenter = "us", string path = "/oauth/v2/token") =>
        Http.PostAsync(Address(path, dataCenter), new FormUrlEncodedContent(form));

    internal async Task<string> AnswerAsync(Dictionary<string, string> form, string dataCenter = "us") =>
        await (await PostAsync(form, dataCenter)).Content.ReadAsStringAsync();

    /// <summary>Goes the whole way from the link to the tokens.</summary>
    internal async Task<(string AccessToken, string RefreshToken)> ConnectAsync(string user = "one@example.com", string? organization = null, string dataCenter = "us", bool force = false)
    {
        AuthorizationUrlBuilder links = force ? host.Links.WithForcedConsent() : host.Links;
        JsonNode tokens = JsonNode.Parse(await AnswerAsync(Exchange(await CodeAsync(user, organization, links)), dataCenter))!;
        return ((string)tokens["access_token"]!, (string?)tokens["refresh_token"] ?? "");
    }

    internal async Task<string> RefreshAsync(string refreshToken, string dataCenter = "us") =>
        (string?)JsonNode.Parse(await AnswerAsync(Refresh(refreshToken), dataCenter))!["access_token"] ?? throw new AssertionException("The refresh failed.");

    internal async Task<HttpResponseMessage> GetAsync(string path, string? accessToken, string dataCenter = "us", string scheme = "Zoho-oauthtoken")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(path, dataCenter));
        request.Headers.Authorization = accessToken is null ? null : new AuthenticationHeaderValue(scheme, accessToken);
        return await Http.SendAsync(request);
    }

    /// <summary>Tells whether the API takes an access token.</summary>
    internal async Task<bool> IsAliveAsync(string accessToken, string dataCenter = "us") =>
        (await GetAsync("/bigin/v2/org", accessToken, dataCenter)).IsSuccessStatusCode;

    internal async Task<HttpResponseMessage> PostWithBasicAsync(string path, string id, string secret, Dictionary<string, string> form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(path)) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
        return await Http.SendAsync(request);
    }
}
