using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Writes down each request with its outcome.</summary>
internal sealed class Journal(AccountDirectory directory, EmulatorClock clock)
{
    private static readonly object OutcomeKey = new();

    private static readonly HashSet<string> SecretParameters =
        new(StringComparer.Ordinal) { "client_secret", "code", "code_verifier", "refresh_token", "token", Pages.FormField.AntiForgery };

    private readonly ConcurrentQueue<EmulatorRequest> _requests = new();

    internal IReadOnlyList<EmulatorRequest> Requests => [.. _requests];

    internal static void SetOutcome(HttpContext context, string outcome) => context.Items[OutcomeKey] = outcome;

    internal async Task RecordAsync(HttpContext context, RequestDelegate next)
    {
        DateTimeOffset at = clock.GetUtcNow();
        await next(context).ConfigureAwait(false);
        _requests.Enqueue(new EmulatorRequest(
            at,
            directory.DataCenterOf(context).Id,
            context.Request.Method,
            context.Request.Path,
            await ReadParametersAsync(context.Request).ConfigureAwait(false),
            context.Response.StatusCode,
            context.Items[OutcomeKey] as string));
    }

    private static async Task<IReadOnlyDictionary<string, string>> ReadParametersAsync(HttpRequest request)
    {
        var parameters = request.Query.ToDictionary(pair => pair.Key, pair => Mask(pair.Key, pair.Value.ToString()), StringComparer.Ordinal);
        if (request.HasFormContentType)
        {
            foreach ((string name, Microsoft.Extensions.Primitives.StringValues value) in await request.ReadFormAsync().ConfigureAwait(false))
            {
                parameters[name] = Mask(name, value.ToString());
            }
        }

        return parameters;
    }

    private static string Mask(string name, string value) => SecretParameters.Contains(name) ? "[masked]" : value;
}
