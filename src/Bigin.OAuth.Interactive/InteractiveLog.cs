using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Interactive;

/// <summary>What is logged of a wait. The ids are stable and documented in docs/observability.md. No value of a query is in it.</summary>
internal static partial class InteractiveLog
{
    [LoggerMessage(80, LogLevel.Debug, "Listening for Bigin's answer on {RedirectUri}, at {Addresses} loopback addresses.",
        EventName = "Listening")]
    internal static partial void Listening(ILogger logger, Uri redirectUri, int addresses);

    [LoggerMessage(81, LogLevel.Warning, "{RedirectUri} can't be listened on: {Reason}.", EventName = "CannotListen")]
    internal static partial void CannotListen(ILogger logger, Uri redirectUri, ListenFailure reason);

    [LoggerMessage(82, LogLevel.Warning, "A request to the redirect URI was rejected, {Reason} at {Parameter}. {Hint} The wait goes on.",
        EventName = "AnswerRejected")]
    internal static partial void AnswerRejected(ILogger logger, RedirectRejection reason, string? parameter, string hint);

    [LoggerMessage(83, LogLevel.Warning,
        "A request to the redirect URI names an error without the state of the link, so it may be forged. The wait goes on.",
        EventName = "ErrorWithoutState")]
    internal static partial void ErrorWithoutState(ILogger logger);

    [LoggerMessage(84, LogLevel.Warning, "OpenBrowser failed. The person has to open the link.", EventName = "BrowserNotOpened")]
    internal static partial void BrowserNotOpened(ILogger logger, Exception exception);

    [LoggerMessage(85, LogLevel.Warning,
        "A browser asks for https where the redirect URI is http. It remembers that localhost wants https (HSTS): make it forget, at "
        + "chrome://net-internals/#hsts or in its settings.", EventName = "HttpsAtHttp")]
    internal static partial void HttpsAtHttp(ILogger logger);

    [LoggerMessage(86, LogLevel.Warning, "Page failed. The page of the library was shown instead.", EventName = "PageFailed")]
    internal static partial void PageFailed(ILogger logger, Exception exception);

    [LoggerMessage(87, LogLevel.Information, "No verified answer came within {Timeout}.", EventName = "WaitTimedOut")]
    internal static partial void WaitTimedOut(ILogger logger, TimeSpan timeout);
}
