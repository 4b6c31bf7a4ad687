using System.Net.Http.Json;
using System.Text.Json;

namespace Bigin.OAuth.Benchmarks.Connections;

/// <summary>An access token as it is often kept: each caller that finds it expired asks for another.</summary>
internal class UnguardedToken(HttpClient http, TimeProvider clock)
{
    private static readonly Uri Endpoint = new("https://accounts.zoho.com/oauth/v2/token");

    private DateTimeOffset _expiresAt;

    protected string Token { get; private set; } = "";

    protected bool IsFresh => clock.GetUtcNow() < _expiresAt;

    internal virtual async Task<string> GetAsync() => IsFresh ? Token : await RefreshAsync();

    protected async Task<string> RefreshAsync()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = Client.Id,
            ["client_secret"] = Client.Secret,
            ["refresh_token"] = Client.RefreshToken,
        });
        using HttpResponseMessage response = await http.PostAsync(Endpoint, form);
        response.EnsureSuccessStatusCode();
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Token = answer.GetProperty("access_token").GetString()!;
        _expiresAt = clock.GetUtcNow().AddSeconds(answer.GetProperty("expires_in").GetInt32());
        return Token;
    }
}
