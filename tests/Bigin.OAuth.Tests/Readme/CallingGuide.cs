using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The code of docs/calling-bigin.md, compiled and run. <see cref="Readme_code"/> compares the two.</summary>
internal static class CallingGuide
{
    internal static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpContextAccessor();
        services.AddHttpClient<BiginContacts>().AddBiginConnection((provider, request) =>
            provider.GetRequiredService<IHttpContextAccessor>().HttpContext!.User.FindFirstValue("tenant")!);

        services.AddBiginOAuth(configuration.GetSection("Bigin")).ApiHttpClient
            .AddStandardResilienceHandler(options =>
            {
                options.TotalRequestTimeout.Timeout = TimeSpan.FromMinutes(1);
                options.Retry.DisableForUnsafeHttpMethods();
            });
    }
}

internal sealed class BiginContacts(HttpClient bigin)
{
    internal async IAsyncEnumerable<BiginContact> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        BiginPageInfo? info;
        string position = "page=1";
        do
        {
            using HttpResponseMessage response = await bigin.GetAsync($"Contacts?fields=Last_Name,Email&{position}", cancellationToken);
            await ThrowIfFailedAsync(response, cancellationToken);
            if (response.StatusCode is HttpStatusCode.NoContent)
            {
                yield break; // the list is empty
            }

            BiginPage page = (await response.Content.ReadFromJsonAsync<BiginPage>(cancellationToken))!;
            foreach (BiginContact contact in page.Data)
            {
                yield return contact;
            }

            info = page.Info;
            position = info?.NextPageToken is { } token ? $"page_token={Uri.EscapeDataString(token)}" : $"page={info?.Page + 1}";
        }
        while (info is { HasMoreRecords: true });
    }

    internal async Task<string> CreateAsync(string lastName, string email, CancellationToken cancellationToken = default)
    {
        var record = new Dictionary<string, string> { ["Last_Name"] = lastName, ["Email"] = email };
        using HttpResponseMessage response = await bigin.PostAsJsonAsync("Contacts", new { data = new[] { record } }, cancellationToken);
        await ThrowIfFailedAsync(response, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    private static async Task ThrowIfFailedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            string error = await response.Content.ReadAsStringAsync(cancellationToken); // {"code":"NO_PERMISSION","message":"permission denied",…}
            throw new HttpRequestException($"Bigin's API responded with {(int)response.StatusCode}: {error}", null, response.StatusCode);
        }
    }
}

internal sealed record BiginContact(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("Last_Name")] string? LastName,
    [property: JsonPropertyName("Email")] string? Email);

internal sealed record BiginPage(
    [property: JsonPropertyName("data")] BiginContact[] Data,
    [property: JsonPropertyName("info")] BiginPageInfo? Info);

internal sealed record BiginPageInfo(
    [property: JsonPropertyName("page")] int Page,
    [property: JsonPropertyName("more_records")] bool HasMoreRecords,
    [property: JsonPropertyName("next_page_token")] string? NextPageToken);
