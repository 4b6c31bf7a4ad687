using System.Net.Http.Headers;
using System.Text.Json;
using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.FaultRun;

/// <summary>Asks the emulator about tokens without the library.</summary>
internal sealed class Prober(BiginEmulator emulator, IReadOnlyDictionary<string, string> dataCenters) : IDisposable
{
    private const int MostAttempts = 20;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>Says whether a refresh token works and belongs to the organization, or null where faults hide it.</summary>
    internal async Task<bool?> IsAliveAsync(string refreshToken, Tenant tenant, string organization)
    {
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["grant_type"] = "refresh_token",
                ["refresh_token"] = refreshToken,
                ["client_id"] = emulator.ClientId,
                ["client_secret"] = emulator.ClientSecret,
            });
            string body = await SendAsync(() => _http.PostAsync(Address(tenant, $"/oauth/v2/token?{AnsweredRequests.Parameter}={JournalReader.Probe}"), form));
            if (AnsweredRequests.Member(body, "error") == "invalid_code")
            {
                return false;
            }

            if (AnsweredRequests.AccessTokenIn(body) is { } token)
            {
                return await OrganizationOfAsync(token, tenant) == organization;
            }
        }

        return null;
    }

    /// <summary>Reads the organization of an access token, or null where there is none.</summary>
    internal async Task<string?> OrganizationOfAsync(string accessToken, Tenant tenant)
    {
        string body = await SendAsync(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Address(tenant, "/bigin/v2/org"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Zoho-oauthtoken", accessToken);
            return await _http.SendAsync(request);
        });
        using var json = JsonDocument.Parse(body.StartsWith('{') ? body : "{}");
        return json.RootElement.TryGetProperty("org", out JsonElement organizations) ? organizations[0].GetProperty("zgid").GetString() : null;
    }

    public void Dispose() => _http.Dispose();

    private Uri Address(Tenant tenant, string path) => new(emulator.DataCenters.Single(x => x.Id == dataCenters[tenant.User]).AccountsServer, path);

    private static async Task<string> SendAsync(Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            using HttpResponseMessage response = await send();
            return await response.Content.ReadAsStringAsync();
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }
}
