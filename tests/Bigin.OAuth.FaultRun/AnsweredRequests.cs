using System.Globalization;
using System.Text.Json;

namespace Bigin.OAuth.FaultRun;

/// <summary>
/// Gives each request for a token a name, which the journal of the emulator shows, and says which of them were answered whole and with an access
/// token. No other process could tell: an answer that has left may never have arrived. A request that is sent on behalf of an operation has the
/// operation's id at the end of its name.
/// </summary>
internal sealed class AnsweredRequests(string worker, Action<string> say) : DelegatingHandler
{
    internal const string Parameter = "request";

    private static readonly AsyncLocal<string?> OperationId = new();

    // Of the process: the factory of HTTP clients makes new handlers every two minutes.
    private static int _requests;

    /// <summary>Has the requests of this operation bear its id.</summary>
    internal static void BeginOperation(string id) => OperationId.Value = id;

    /// <summary>Gets the id of the operation that sent a request itself, or "none".</summary>
    internal static string GetOperation(string request) => request.Split('.')[^1];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{worker}.{Interlocked.Increment(ref _requests)}.{OperationId.Value ?? "none"}");
        request.RequestUri = new Uri(request.RequestUri!, $"?{Parameter}={name}");
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        if (AccessTokenIn(await response.Content.ReadAsStringAsync(cancellationToken)) is not null)
        {
            say($"answered {name}");
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
