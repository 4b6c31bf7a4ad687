using System.Globalization;
using System.Text.Json;

namespace Bigin.OAuth.FaultRun;

/// <summary>
/// Gives each request for a token a name, which the journal of the emulator shows, and says which of them were answered whole and with which access
/// token. No other process could tell: an answer that has left may never have arrived.
/// </summary>
internal sealed class AnsweredRequests(string worker, Action<string> say) : DelegatingHandler
{
    internal const string Parameter = "request";

    // Of the process: the factory of HTTP clients makes new handlers every two minutes.
    private static int _requests;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{worker}.{Interlocked.Increment(ref _requests)}");
        request.RequestUri = new Uri(request.RequestUri!, $"?{Parameter}={name}");
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        if (AccessTokenIn(await response.Content.ReadAsStringAsync(cancellationToken)) is { } token)
        {
            say($"answered {name} {Fingerprint.Of(token)}");
        }

        return response;
    }

    internal static string? AccessTokenIn(string body) => Member(body, "access_token") is { Length: > 0 } token ? token : null;

    internal static string? Member(string body, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
