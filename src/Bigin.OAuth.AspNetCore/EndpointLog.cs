using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.AspNetCore;

/// <summary>What the endpoints log. The ids are stable and documented in docs/observability.md. No value of a query is in it.</summary>
internal static partial class EndpointLog
{
    /// <summary>Specifies the result of an attempt, with the fix where there is one.</summary>
    internal static void Write(ILogger logger, ConnectOutcome outcome) => outcome.Match<Action>(
        connected: it => () => Connected(logger, it.Key!),
        denied: it => () => Denied(logger, it.Key, it.Denial.IsStateVerified),
        failed: it => () =>
        Failed(logger, it.Key, it.Failure.IsNoOrganization
        ? "the user belongs to no organization"
        : "see the client's settings in Zoho's API console", it.Failure.IsStateVerified),
        rejected: it => () => RedirectRejected(logger, it.Key, it.Rejection.Reason, it.Rejection.Parameter, it.Rejection.Message),
        connectFailed: it => () => ConnectFailed(logger, it.Key!, it.Error.Kind, it.Error.Hint),
        refreshTokenMissing: it => () => RefreshTokenMissing(logger, it.Key!),
        differentOrganization: it => () =>
        DifferentOrganization(logger, it.Key!, it.Picked?.Id ?? "an organization that could not be read", it.Current.Organization?.Id),
        attemptRejected: it => () => AttemptRejected(logger, it.Reason, it.Message),
        storeFailed: it => () => StoreFailed(logger, it.Key!, it.Exception))();

    [LoggerMessage(40, LogLevel.Warning, "A user may connect nothing: {Option} refused.", EventName = "NotPermitted")]
    internal static partial void NotPermitted(ILogger logger, string option);

    [LoggerMessage(41, LogLevel.Warning,
        "An endpoint was asked by a page of another origin, or by an image, a frame or a script instead of a person, and refused. In "
        + "Blazor give the link data-enhance-nav=\"false\".", EventName = "CrossSite")]
    internal static partial void CrossSite(ILogger logger);

    [LoggerMessage(42, LogLevel.Warning,
        "A returnUrl was not used: it has to be a path of this host, starting with one slash, of at most {MaxLength} characters and "
        + "less with many scopes, and none of these endpoints.", EventName = "ReturnUrlRefused")]
    internal static partial void ReturnUrlRefused(ILogger logger, int maxLength);

    [LoggerMessage(52, LogLevel.Warning,
        "There is no client secret for the data centers {DataCenters}: users of theirs can accept, and no code could be exchanged. Set "
        + "ClientSecret, add them to ClientSecrets, or leave them out of AllowedDataCenters.", EventName = "SecretsMissing")]
    internal static partial void SecretsMissing(ILogger logger, string dataCenters);

    [LoggerMessage(53, LogLevel.Warning, "{Finding} ConfigureLink has to ask for fewer, or attempts can't start.",
        EventName = "TooManyScopes")]
    internal static partial void TooManyScopes(ILogger logger, string finding);

    [LoggerMessage(43, LogLevel.Debug, "Attempt for {Key}: connected.", EventName = "AttemptConnected")]
    private static partial void Connected(ILogger logger, string key);

    [LoggerMessage(44, LogLevel.Information, "Attempt for {Key}: the user rejected. State verified: {IsStateVerified}.",
        EventName = "AuthorizationDenied")]
    private static partial void Denied(ILogger logger, string? key, bool isStateVerified);

    [LoggerMessage(45, LogLevel.Warning, "Attempt for {Key}: Bigin named an error; {Cause}. State verified: {IsStateVerified}.",
        EventName = "AuthorizationFailed")]
    private static partial void Failed(ILogger logger, string? key, string cause, bool isStateVerified);

    [LoggerMessage(46, LogLevel.Warning, "Attempt for {Key}: the redirect was rejected, {Reason} at {Parameter}. {Hint}",
        EventName = "RedirectRejected")]
    private static partial void RedirectRejected(ILogger logger, string? key, RedirectRejection reason, string? parameter, string hint);

    [LoggerMessage(47, LogLevel.Warning, "Attempt for {Key}: no tokens, {Kind}. {Hint}", EventName = "ConnectFailed")]
    private static partial void ConnectFailed(ILogger logger, string key, TokenErrorKind kind, string hint);

    [LoggerMessage(48, LogLevel.Warning,
        "Attempt for {Key}: no refresh token, and nothing was saved. Set ForceConsent, or force it for this attempt by ConfigureLink; "
        + "AccessType has to be Offline.", EventName = "RefreshTokenMissing")]
    private static partial void RefreshTokenMissing(ILogger logger, string key);

    [LoggerMessage(49, LogLevel.Warning,
        "Attempt for {Key}: the user picked {Picked}, and organization {Current} is connected. Nothing was changed.",
        EventName = "DifferentOrganization")]
    private static partial void DifferentOrganization(ILogger logger, string key, string picked, string? current);

    [LoggerMessage(50, LogLevel.Warning, "An attempt was rejected, {Reason}. {Hint}", EventName = "AttemptRejected")]
    private static partial void AttemptRejected(ILogger logger, AttemptRejection reason, string hint);

    [LoggerMessage(51, LogLevel.Error, "Attempt for {Key}: the connection store failed, and nothing was connected.",
        EventName = "AttemptStoreFailed")]
    private static partial void StoreFailed(ILogger logger, string key, Exception exception);
}
