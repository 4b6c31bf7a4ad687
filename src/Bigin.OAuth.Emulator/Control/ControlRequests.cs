using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Bigin.OAuth.Emulator;

/// <summary>
/// Provides the bodies that the control interface reads. An unknown name is an error, so that a misspelled one isn't ignored.
/// </summary>
internal static class ControlRequests
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter() },
    };

    internal sealed record Decision(Uri Url, string User, string? Organization = null);

    internal sealed record SelfClientCode(
        string User, string? Organization = null, IReadOnlyList<string>? Scopes = null, double? Minutes = null);

    internal sealed record RefreshToken(
        string User, string? Organization = null, IReadOnlyList<string>? Scopes = null, string? ClientId = null);

    internal sealed record Revocation(string User);

    internal sealed record Advance(double Seconds);

    internal sealed record ApiResponse(
        string Method,
        string Path,
        JsonNode? Body = null,
        int? Status = null,
        string? Organization = null,
        double? RetryAfterSeconds = null,
        DateTimeOffset? RetryAfterDate = null)
    {
        internal EmulatorCannedResponse Create()
        {
            ThrowIfInvalid(RetryAfterSeconds, RetryAfterDate);
            return new EmulatorCannedResponse(Method, Path, Body?.ToJsonString(), Status, Organization)
            {
                RetryAfterDelay = RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                RetryAfterDate = RetryAfterDate,
            };
        }
    }

    internal sealed record Fault(
        EmulatorEndpoint Endpoint,
        [property: JsonPropertyName("fault")] string Name,
        int Status = 503,
        string? Error = null,
        string? Body = null,
        double Seconds = 0,
        Uri? ApiDomain = null,
        double? RetryAfterSeconds = null,
        DateTimeOffset? RetryAfterDate = null,
        int Times = 1)
    {
        internal EmulatorFault Create()
        {
            ThrowIfInvalid(RetryAfterSeconds, RetryAfterDate);
            EmulatorFault fault = Name switch
            {
                nameof(EmulatorFault.HtmlError) => EmulatorFault.HtmlError,
                nameof(EmulatorFault.Html) => EmulatorFault.Html(Status),
                nameof(EmulatorFault.Status) => EmulatorFault.Status(Status),
                nameof(EmulatorFault.Error) => EmulatorFault.Error(Error ?? throw Missing("error")),
                nameof(EmulatorFault.Json) => EmulatorFault.Json(Status, Body ?? throw Missing("body")),
                nameof(EmulatorFault.Throttle) => EmulatorFault.Throttle,
                nameof(EmulatorFault.Delay) => EmulatorFault.Delay(TimeSpan.FromSeconds(Seconds)),
                nameof(EmulatorFault.CutConnection) => EmulatorFault.CutConnection,
                nameof(EmulatorFault.TruncatedBody) => EmulatorFault.TruncatedBody,
                nameof(EmulatorFault.ForeignApiDomain) => EmulatorFault.ForeignApiDomain(ApiDomain ?? throw Missing("apiDomain")),
                _ => throw new ArgumentException($"There is no fault '{Name}'."),
            };
            return RetryAfterSeconds is { } seconds ? fault.WithRetryAfter(TimeSpan.FromSeconds(seconds))
                : RetryAfterDate is { } date ? fault.WithRetryAfter(date)
                : fault;
        }

        private ArgumentException Missing(string name) => new($"The fault {Name} needs '{name}'.");
    }

    private static void ThrowIfInvalid(double? retryAfterSeconds, DateTimeOffset? retryAfterDate)
    {
        if (retryAfterSeconds is not null && retryAfterDate is not null)
        {
            throw new ArgumentException("Send retryAfterSeconds or retryAfterDate, not both.");
        }

        if (retryAfterSeconds < 0)
        {
            throw new ArgumentException("retryAfterSeconds is negative. Send 0 or more.");
        }
    }
}
