using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Bigin.OAuth;

namespace ConnectBigin;

/// <summary>Asks Bigin which organization the tokens belong to: neither the redirect nor the token answer says.</summary>
public sealed class OrganizationReader(IHttpClientFactory httpClients)
{
    internal const string HttpClientName = "bigin-api";

    /// <summary>Reads the name, or says in a word why it can't be read.</summary>
    public async Task<string> ReadNameAsync(BiginTokens tokens, CancellationToken cancellationToken)
    {
        using HttpClient http = httpClients.CreateClient(HttpClientName);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(tokens.ApiServer, "/bigin/v2/org"));

        // Bigin, "Access and refresh tokens": the scheme is Zoho-oauthtoken, and the token is never a parameter.
        request.Headers.Authorization = new AuthenticationHeaderValue("Zoho-oauthtoken", tokens.AccessToken.Reveal());
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
            return response.StatusCode == HttpStatusCode.OK
                ? await ReadNameAsync(response.Content, cancellationToken)
                : $"not readable (status {(int)response.StatusCode})";
        }
        catch (HttpRequestException)
        {
            return "not readable (Bigin can't be reached)";
        }
    }

    private static async Task<string> ReadNameAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using JsonDocument json = await JsonDocument.ParseAsync(await content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
        return json.RootElement.GetProperty("org")[0].GetProperty("company_name").GetString() ?? "without name";
    }
}
