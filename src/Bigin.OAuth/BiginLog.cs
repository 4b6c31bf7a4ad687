using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>What the token client and the connections log. Ids and names are stable and documented in docs/observability.md.</summary>
/// <remarks>
/// One class, because the generator of .NET 10 writes several in an order that changes from build to build, and so the assembly would too:
/// https://github.com/dotnet/runtime/issues/119587
/// </remarks>
internal static partial class BiginLog
{
    [LoggerMessage(1, LogLevel.Information, "Exchanged a code at {Host} (data center {DataCenter}). Refresh token: {HasRefreshToken}.",
        EventName = "CodeExchanged")]
    internal static partial void CodeExchanged(ILogger logger, string host, string dataCenter, bool hasRefreshToken);

    [LoggerMessage(2, LogLevel.Debug, "Refreshed an access token at {Host} (data center {DataCenter}).", EventName = "TokenRefreshed")]
    internal static partial void TokenRefreshed(ILogger logger, string host, string dataCenter);

    [LoggerMessage(3, LogLevel.Information, "Revoked a token at {Host} (data center {DataCenter}).", EventName = "TokenRevoked")]
    internal static partial void TokenRevoked(ILogger logger, string host, string dataCenter);

    [LoggerMessage(4, LogLevel.Warning,
        "{Operation} at {Host} (data center {DataCenter}) failed: {Kind}, status {StatusCode}, cause {Cause}. {Hint}",
        EventName = "TokenRequestFailed")]
    internal static partial void TokenRequestFailed(ILogger logger, TokenOperation operation, string host, string dataCenter,
        TokenErrorKind kind, int? statusCode, string cause, string hint);

    [LoggerMessage(5, LogLevel.Warning, "{Operation} at {Host} (data center {DataCenter}) was not sent: {Kind}. {Hint}",
        EventName = "TokenRequestNotSent")]
    internal static partial void TokenRequestNotSent(
        ILogger logger, TokenOperation operation, string host, string dataCenter, TokenErrorKind kind, string hint);

    [LoggerMessage(6, LogLevel.Warning,
        "{Host} (data center {DataCenter}) names the API server {Named}. It is not followed: calls go to {ApiServer}. If Zoho has "
        + "moved it, change the entry in DataCenters.", EventName = "ApiServerNotFollowed")]
    internal static partial void ApiServerNotFollowed(ILogger logger, string host, string dataCenter, string named, string apiServer);

    [LoggerMessage(7, LogLevel.Debug, "{Operation} at {Host} (data center {DataCenter}) was cancelled by its caller.",
        EventName = "TokenRequestCanceled")]
    internal static partial void TokenRequestCanceled(ILogger logger, TokenOperation operation, string host, string dataCenter);

    /// <summary>Also of the clients for the API, whose logger is that of the connections.</summary>
    [LoggerMessage(8, LogLevel.Warning,
        "The HTTP client {Client} has the primary handler {Handler}, whose redirects and cookies the library can't turn off. Turn both "
        + "off there, or use a SocketsHttpHandler or HttpClientHandler, also inside a DelegatingHandler.",
        EventName = "UnknownPrimaryHandler")]
    internal static partial void UnknownPrimaryHandler(ILogger logger, string? client, string handler);

    [LoggerMessage(9, LogLevel.Information, "{Method} {Address} of {Key}: status {StatusCode}.", EventName = "ApiCalled")]
    internal static partial void ApiCalled(ILogger logger, string method, string address, string key, int statusCode);

    [LoggerMessage(20, LogLevel.Information, "Connected {Key} in data center {DataCenter}. Organization: {OrganizationId}.",
        EventName = "Connected")]
    internal static partial void Connected(ILogger logger, string key, string dataCenter, string? organizationId);

    [LoggerMessage(21, LogLevel.Information, "Disconnected {Key}.", EventName = "Disconnected")]
    internal static partial void Disconnected(ILogger logger, string key);

    [LoggerMessage(22, LogLevel.Warning, "{Key} needs consent: data center {DataCenter} does not know its refresh token any more.",
        EventName = "ConsentNeeded")]
    internal static partial void ConsentNeeded(ILogger logger, string key, string dataCenter);

    [LoggerMessage(23, LogLevel.Warning, "The tokens of {Key} can't be decrypted with this key ring. Nothing was changed.",
        EventName = "Unreadable")]
    internal static partial void Unreadable(ILogger logger, string key);

    [LoggerMessage(24, LogLevel.Error, "The connection store failed for {Key} while {Doing}.", EventName = "StoreFailed")]
    internal static partial void StoreFailed(ILogger logger, string key, string doing, Exception exception);

    [LoggerMessage(25, LogLevel.Error,
        "{Key} has used up its refreshes of ten minutes. Find out why they failed, or who asks for new access tokens: each lives an hour.",
        EventName = "BudgetExhausted")]
    internal static partial void BudgetExhausted(ILogger logger, string key);

    [LoggerMessage(26, LogLevel.Warning, "The organization of {Key} could not be read: {Reason}. The connection is kept without it.",
        EventName = "OrganizationUnknown")]
    internal static partial void OrganizationUnknown(ILogger logger, string key, string reason);

    [LoggerMessage(27, LogLevel.Error, "{Handler} failed at the event {EventName} of {Key}.", EventName = "EventHandlerFailed")]
    internal static partial void EventHandlerFailed(ILogger logger, string handler, string eventName, string key, Exception exception);

    [LoggerMessage(28, LogLevel.Information,
        "Bigin connections are kept in memory and end with this process. Register a store to keep them.", EventName = "KeptInMemory")]
    internal static partial void KeptInMemory(ILogger logger);

    [LoggerMessage(29, LogLevel.Warning, "Bigin refuses {Method} {Path} of {Key}: the scope is missing. {Fix}", EventName = "ScopeMissing")]
    internal static partial void ScopeMissing(ILogger logger, string method, string path, string key, string fix);

    [LoggerMessage(30, LogLevel.Debug, "Bigin's API refused the access token of {Key} ({Code}); it is refreshed.",
        EventName = "AccessTokenRefused")]
    internal static partial void AccessTokenRefused(ILogger logger, string key, string code);

    [LoggerMessage(31, LogLevel.Warning,
        "The stored connection {Key} could not be checked for changes: {Reason}. Its access token is used on, and the check is repeated.",
        EventName = "RecheckFailed")]
    internal static partial void RecheckFailed(ILogger logger, string key, string reason);

    [LoggerMessage(32, LogLevel.Information,
        "A refresh token of {Key} is left at Bigin, because {Reason}. It counts among the 20 that Zoho keeps for a user and client.",
        EventName = "RefreshTokenLeft")]
    internal static partial void RefreshTokenLeft(ILogger logger, string key, string reason);

    [LoggerMessage(33, LogLevel.Information, "Deleted {Key} without revoking its refresh token.", EventName = "Forgotten")]
    internal static partial void Forgotten(ILogger logger, string key);

    [LoggerMessage(34, LogLevel.Error, "The new consent for {Key} could not be stored, and its refresh token {Ending}: {State}.",
        EventName = "ConsentNotStored")]
    internal static partial void ConsentNotStored(ILogger logger, string key, string ending, string state, Exception? exception);

    [LoggerMessage(35, LogLevel.Error, "The refresh of {Key} was given up after {Duration}. The connection store or Bigin doesn't respond.",
        EventName = "RefreshGivenUp")]
    internal static partial void RefreshGivenUp(ILogger logger, string key, TimeSpan duration);

    [LoggerMessage(36, LogLevel.Error, "The imported refresh token of {Key} could not be stored, and was not revoked: {State}.",
        EventName = "ImportNotStored")]
    internal static partial void ImportNotStored(ILogger logger, string key, string state, Exception? exception);

    [LoggerMessage(37, LogLevel.Information,
        "Bigin connections come from the settings, and their access tokens are kept in memory. Each start of this process costs one "
        + "refresh for each connection that is used.", EventName = "ConnectionsConfigured")]
    internal static partial void ConnectionsConfigured(ILogger logger);

    [LoggerMessage(38, LogLevel.Warning,
        "{Key} was connected over the refresh token in the setting {Setting}, until this process ends. The configured token was not "
        + "revoked. Replace the setting to keep the new connection.", EventName = "ConfiguredTokenReplaced")]
    internal static partial void ConfiguredTokenReplaced(ILogger logger, string key, string setting);

    [LoggerMessage(39, LogLevel.Warning,
        "{Key} was ended, and the setting {Setting} still holds its refresh token. Remove the setting, or the next start of this "
        + "process connects it again.", EventName = "ConfiguredConnectionEnded")]
    internal static partial void ConfiguredConnectionEnded(ILogger logger, string key, string setting);

    [LoggerMessage(70, LogLevel.Warning,
        "No option takes these settings of the section {Section}: {Names}. Correct their names, or keep settings of the host's own "
        + "elsewhere.", EventName = "UnknownSettings")]
    internal static partial void UnknownSettings(ILogger logger, string section, string names);

    [LoggerMessage(71, LogLevel.Warning,
        "AddBiginOAuth was called with different client ids ({ClientIds}), and the last one is used: a container has one registration. "
        + "Give the other one a host of its own, or create its AuthorizationUrlBuilder and RedirectResponseParser from options.",
        EventName = "SeveralClientIds")]
    internal static partial void SeveralClientIds(ILogger logger, string clientIds);

    [LoggerMessage(73, LogLevel.Warning,
        "The redirect URI {RedirectUri} names this machine by its address. Zoho is reported to accept http://localhost only: write "
        + "localhost, and register it so.", EventName = "LoopbackAddress")]
    internal static partial void LoopbackAddress(ILogger logger, Uri redirectUri);

    [LoggerMessage(74, LogLevel.Warning, "The user of {Key} granted less than was asked for. Missing: {Scopes}",
        EventName = "ScopesNotGranted")]
    internal static partial void ScopesNotGranted(ILogger logger, string key, string scopes);

    [LoggerMessage(72, LogLevel.Error, "The settings were reloaded and can't be used, so the client secrets stay as they were. {Reason}",
        EventName = "ReloadRefused")]
    internal static partial void ReloadRefused(ILogger logger, string reason);

    [LoggerMessage(75, LogLevel.Error, "The refresh of {Key} failed by an exception.", EventName = "RefreshThrew")]
    internal static partial void RefreshThrew(ILogger logger, string key, Exception exception);
}
