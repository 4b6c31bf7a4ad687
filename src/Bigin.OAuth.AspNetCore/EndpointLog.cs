using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.AspNetCore;

/// <summary>What the endpoints log. The ids are stable and documented in docs/observability.md. No value of a query is in it.</summary>
internal static partial class EndpointLog
{
    /// <summary>Says what came of an attempt, with the mend where there is one.</summary>
    internal static void Write(ILogger logger, ConnectOutcome outcome) => outcome.Switch(
        established: it => Established(logger, it.Key!),
        denied: it => Denied(logger, it.Key, it.Denial.IsStateVerified),
        failed: it => Failed(logger, it.Key, it.Failure.IsNoOrganization ? "the user belongs to no organization" : "see the client's settings in Zoho's API console", it.Failure.IsStateVerified),
        untrusted: it => Untrusted(logger, it.Key, it.Rejection.Reason, it.Rejection.Parameter, it.Rejection.Message),
        exchangeFailed: it => ExchangeFailed(logger, it.Key!, it.Error.Kind, it.Error.Hint),
        notLasting: it => NotLasting(logger, it.Key!),
        organizationMismatch: it => OrganizationMismatch(logger, it.Key!, it.Difference.Current.Organization?.Id, it.Difference.Picked?.Id ?? "unknown"),
        refused: it => Refused(logger, it.Reason, it.Message));

    [LoggerMessage(40, LogLevel.Warning, "A user may connect nothing: ConnectionKey gave null.", EventName = "MayNotConnect")]
    internal static partial void MayNotConnect(ILogger logger);

    [LoggerMessage(41, LogLevel.Warning, "Not a person, or a page of another origin, has asked the connect endpoint, and was refused.", EventName = "CrossSite")]
    internal static partial void CrossSite(ILogger logger);

    [LoggerMessage(42, LogLevel.Warning, "A returnUrl was not used: it has to be a path of this host, starting with one slash, of at most {Longest} characters.", EventName = "ReturnUrlRefused")]
    internal static partial void ReturnUrlRefused(ILogger logger, int longest);

    [LoggerMessage(43, LogLevel.Debug, "Attempt for {Key}: connected.", EventName = "AttemptConnected")]
    private static partial void Established(ILogger logger, string key);

    [LoggerMessage(44, LogLevel.Information, "Attempt for {Key}: the user rejected. State verified: {IsStateVerified}.", EventName = "AttemptDenied")]
    private static partial void Denied(ILogger logger, string? key, bool isStateVerified);

    [LoggerMessage(45, LogLevel.Warning, "Attempt for {Key}: Bigin named an error; {Cause}. State verified: {IsStateVerified}.", EventName = "AttemptFailed")]
    private static partial void Failed(ILogger logger, string? key, string cause, bool isStateVerified);

    [LoggerMessage(46, LogLevel.Warning, "Attempt for {Key}: the answer was not trusted, {Reason} at {Parameter}. {Hint}", EventName = "AnswerUntrusted")]
    private static partial void Untrusted(ILogger logger, string? key, RedirectRejection reason, string? parameter, string hint);

    [LoggerMessage(47, LogLevel.Warning, "Attempt for {Key}: no tokens, {Kind}. {Hint}", EventName = "ExchangeFailed")]
    private static partial void ExchangeFailed(ILogger logger, string key, TokenErrorKind kind, string hint);

    [LoggerMessage(48, LogLevel.Warning, "Attempt for {Key}: no refresh token, and nothing was saved. Set ForceConsent, or force it for this attempt by ConfigureLink; AccessType has to be Offline.", EventName = "ConsentNotLasting")]
    private static partial void NotLasting(ILogger logger, string key);

    [LoggerMessage(49, LogLevel.Warning, "Attempt for {Key}: the user picked organization {Picked}, and {Current} is connected. Nothing was changed.", EventName = "OrganizationMismatch")]
    private static partial void OrganizationMismatch(ILogger logger, string key, string? current, string picked);

    [LoggerMessage(50, LogLevel.Warning, "An answer was refused, {Reason}. {Hint}", EventName = "AttemptRefused")]
    private static partial void Refused(ILogger logger, AttemptRefusal reason, string hint);
}
