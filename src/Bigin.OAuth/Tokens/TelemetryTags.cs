namespace Bigin.OAuth;

/// <summary>The names of the tags. Those that are not the library's own are OpenTelemetry's.</summary>
/// <seealso href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/">OpenTelemetry: Semantic conventions for HTTP
/// spans</seealso>
internal static class TelemetryTags
{
    internal const string Operation = "bigin.oauth.operation";

    internal const string DataCenter = "bigin.oauth.data_center";

    internal const string Outcome = "bigin.oauth.outcome";

    internal const string ErrorType = "error.type";

    internal const string ServerAddress = "server.address";

    internal const string ServerPort = "server.port";

    internal const string StatusCode = "http.response.status_code";
}
