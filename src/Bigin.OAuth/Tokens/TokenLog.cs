using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>What the token client logs. Ids and names are stable and documented in docs/observability.md.</summary>
internal static partial class TokenLog
{
    [LoggerMessage(1, LogLevel.Information, "Exchanged a code at {Host} (data center {DataCenter}). Refresh token: {HasRefreshToken}.", EventName = "CodeExchanged")]
    internal static partial void Exchanged(ILogger logger, string host, string dataCenter, bool hasRefreshToken);

    [LoggerMessage(2, LogLevel.Debug, "Refreshed an access token at {Host} (data center {DataCenter}).", EventName = "TokenRefreshed")]
    internal static partial void Refreshed(ILogger logger, string host, string dataCenter);

    [LoggerMessage(3, LogLevel.Information, "Revoked a token at {Host} (data center {DataCenter}).", EventName = "TokenRevoked")]
    internal static partial void Revoked(ILogger logger, string host, string dataCenter);

    [LoggerMessage(4, LogLevel.Warning, "{Operation} at {Host} (data center {DataCenter}) failed: {Kind}, status {StatusCode}, cause {Cause}. {Hint}", EventName = "TokenRequestFailed")]
    internal static partial void Failed(ILogger logger, TokenOperation operation, string host, string dataCenter, TokenErrorKind kind, int? statusCode, string cause, string hint);

    [LoggerMessage(5, LogLevel.Warning, "{Operation} at {Host} (data center {DataCenter}) was not sent: {Kind}. {Hint}", EventName = "TokenRequestNotSent")]
    internal static partial void NotSent(ILogger logger, TokenOperation operation, string host, string dataCenter, TokenErrorKind kind, string hint);

    [LoggerMessage(6, LogLevel.Warning, "{Host} (data center {DataCenter}) names the API server {Named}. It is not followed: calls go to {ApiServer}. If Zoho has moved it, change the entry in DataCenters.", EventName = "ApiServerNotFollowed")]
    internal static partial void ForeignApiDomain(ILogger logger, string host, string dataCenter, string named, string apiServer);

    [LoggerMessage(7, LogLevel.Debug, "{Operation} at {Host} (data center {DataCenter}) was cancelled by its caller.", EventName = "TokenRequestCanceled")]
    internal static partial void Canceled(ILogger logger, TokenOperation operation, string host, string dataCenter);

    /// <summary>Also of the clients for the API, whose logger is that of the connections.</summary>
    [LoggerMessage(8, LogLevel.Warning, "The client {Client} sends through {Handler}, which can't be told to follow no redirects and keep no cookies. Turn both off there, or use a SocketsHttpHandler or HttpClientHandler, alone or inside a DelegatingHandler.", EventName = "PrimaryHandlerNotTold")]
    internal static partial void PrimaryHandlerNotTold(ILogger logger, string? client, string handler);
}
