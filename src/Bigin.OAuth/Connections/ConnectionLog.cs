using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>What connections log. The ids are stable and documented in docs/observability.md.</summary>
internal static partial class ConnectionLog
{
    [LoggerMessage(20, LogLevel.Information, "Connected {Key} in data center {DataCenter}. Organization: {OrganizationId}.", EventName = "Connected")]
    internal static partial void Connected(ILogger logger, string key, string dataCenter, string? organizationId);

    [LoggerMessage(21, LogLevel.Information, "Disconnected {Key}.", EventName = "Disconnected")]
    internal static partial void Disconnected(ILogger logger, string key);

    [LoggerMessage(22, LogLevel.Warning, "{Key} needs consent: data center {DataCenter} does not know its refresh token any more.", EventName = "ConsentNeeded")]
    internal static partial void ConsentNeeded(ILogger logger, string key, string dataCenter);

    [LoggerMessage(23, LogLevel.Warning, "The tokens of {Key} can't be decrypted with this key ring. Nothing was changed.", EventName = "Unreadable")]
    internal static partial void Unreadable(ILogger logger, string key);

    [LoggerMessage(24, LogLevel.Error, "The connection store failed for {Key} while {Doing}.", EventName = "StoreFailed")]
    internal static partial void StoreFailed(ILogger logger, string key, string doing, Exception exception);

    [LoggerMessage(25, LogLevel.Error, "{Key} has used up its refreshes of ten minutes. Find out who asks for new access tokens: each lives an hour.", EventName = "BudgetExhausted")]
    internal static partial void BudgetExhausted(ILogger logger, string key);

    [LoggerMessage(26, LogLevel.Warning, "The organization of {Key} could not be read: {Reason}. The connection stands without it.", EventName = "OrganizationUnknown")]
    internal static partial void OrganizationUnknown(ILogger logger, string key, string reason);

    [LoggerMessage(27, LogLevel.Error, "{Handler} failed at the event {EventName} of {Key}.", EventName = "EventHandlerFailed")]
    internal static partial void EventHandlerFailed(ILogger logger, string handler, string eventName, string key, Exception exception);

    [LoggerMessage(28, LogLevel.Information, "Bigin connections are kept in memory and end with this process. Register a store to keep them.", EventName = "KeptInMemory")]
    internal static partial void KeptInMemory(ILogger logger);

    [LoggerMessage(29, LogLevel.Warning, "Bigin refuses {Method} {Path} of {Key}: the scope is missing. {Mend}", EventName = "ScopeMissing")]
    internal static partial void ScopeMissing(ILogger logger, string method, string path, string key, string mend);

    [LoggerMessage(30, LogLevel.Debug, "Bigin's API refused the access token of {Key} ({Code}); it is refreshed.", EventName = "AccessTokenRefused")]
    internal static partial void AccessTokenRefused(ILogger logger, string key, string code);
}
