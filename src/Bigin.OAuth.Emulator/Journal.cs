using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Bigin.OAuth.Emulator;

/// <summary>Records each request with its outcome, before the client can see the response.</summary>
internal sealed class Journal(AccountDirectory directory, EmulatorClock clock, BiginEmulatorOptions options)
{
    /// <summary>The status where no response was sent.</summary>
    internal const int NoResponse = 0;

    private const string Masked = "[masked]";
    private const string Authorization = "Authorization";

    private static readonly object EntryKey = new();

    private static readonly HashSet<string> SecretParameters = new(StringComparer.OrdinalIgnoreCase)
    {
        "client_secret", "code", "code_verifier", "refresh_token", "access_token", "token", Pages.FormField.AntiForgery,
    };

    private static readonly HashSet<string> Schemes = new(StringComparer.OrdinalIgnoreCase) { "Zoho-oauthtoken", "Bearer", "Basic" };

    private readonly ConcurrentQueue<EmulatorRequest> _requests = new();

    internal IReadOnlyList<EmulatorRequest> Requests => [.. _requests];

    internal void Clear() => _requests.Clear();

    internal static void SetOutcome(HttpContext context, string? outcome, string? fault = null)
    {
        if (context.Items[EntryKey] is Entry entry)
        {
            (entry.Outcome, entry.Fault) = (outcome, fault);
        }
    }

    internal async Task RecordAsync(HttpContext context, RequestDelegate next)
    {
        context.Items[EntryKey] = new Entry(clock.GetUtcNow(), await ReadParametersAsync(context.Request).ConfigureAwait(false));

        // A response with a body starts while "next" runs, one without a body afterwards.
        context.Response.OnStarting(() =>
        {
            Record(context, context.Response.StatusCode);
            return Task.CompletedTask;
        });
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch
        {
            Record(context, context.RequestAborted.IsCancellationRequested ? NoResponse : StatusCodes.Status500InternalServerError);
            throw;
        }

        Record(context, context.Response.StatusCode);
    }

    /// <summary>Records the request, unless it is recorded already.</summary>
    internal void Record(HttpContext context, int statusCode)
    {
        if (context.Items[EntryKey] is Entry { IsRecorded: false } entry)
        {
            entry.IsRecorded = true;
            _requests.Enqueue(new EmulatorRequest(
                entry.At,
                directory.GetDataCenter(context).Id,
                context.Request.Method,
                context.Request.Path,
                entry.Parameters,
                statusCode,
                entry.Outcome,
                entry.Fault));
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> ReadParametersAsync(HttpRequest request)
    {
        var recorded = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, StringValues value) in (await RequestParameters.ReadAsync(request).ConfigureAwait(false)).GetAll())
        {
            recorded[name] = options.MaskSecrets && SecretParameters.Contains(name) ? Masked : value.ToString();
        }

        if (request.Headers.Authorization is { Count: > 0 } authorization)
        {
            recorded[Authorization] = options.MaskSecrets ? MaskHeader(authorization.ToString()) : authorization.ToString();
        }

        return recorded;
    }

    // A known scheme helps the reader and isn't secret. Any other first word may be a token without a scheme.
    private static string MaskHeader(string value) =>
        value.Split(' ', 2) is [var scheme, _] && Schemes.Contains(scheme) ? $"{scheme} {Masked}" : Masked;

    private sealed class Entry(DateTimeOffset at, IReadOnlyDictionary<string, string> parameters)
    {
        internal DateTimeOffset At { get; } = at;

        internal IReadOnlyDictionary<string, string> Parameters { get; } = parameters;

        internal string? Outcome { get; set; }

        internal string? Fault { get; set; }

        internal bool IsRecorded { get; set; }
    }
}
