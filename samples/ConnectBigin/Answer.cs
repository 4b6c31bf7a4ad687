using Bigin.OAuth;
using Bigin.OAuth.AspNetCore;

namespace ConnectBigin;

/// <summary>Says in plain words why there is no connection. What a developer needs beside that is in the log.</summary>
/// <param name="Name">What stands in the address, in place of anything that Bigin sent.</param>
/// <param name="Title">What happened, in a word or two.</param>
/// <param name="Text">What happened, in a sentence.</param>
/// <param name="Advice">What the person can do.</param>
internal sealed record Answer(string Name, string Title, string Text, string Advice)
{
    internal static Answer Denied { get; } = new("rejected", "Rejected",
        "You rejected the request, so nothing was connected.",
        "If that was a mistake, connect again and accept.");

    internal static Answer NoOrganization { get; } = new("no-organization", "No organization",
        "Your account belongs to no Bigin organization, so there is nothing to connect.",
        "Create an organization in Bigin, or ask to be invited to one. Then connect again.");

    internal static Answer Failed { get; } = new("failed", "Bigin could not go on",
        "Bigin could not ask you, so nothing was connected.",
        "Try again in a few minutes. If it happens again, tell the people who run this application.");

    internal static Answer Untrusted { get; } = new("not-trusted", "Not trusted",
        "What came back is not what Bigin sends, so nothing of it was used.",
        "Connect again from the start, in one browser.");

    internal static Answer UnknownDataCenter { get; } = new("unknown-data-center", "Unknown data center",
        "Your account seems to be in a data center that this application does not know, so nothing was connected.",
        "Connect again from the start. If it happens again, tell the people who run this application.");

    internal static Answer DataCenterNotAllowed { get; } = new("data-center-not-accepted", "Data center not accepted",
        "Your account is in a data center that this application does not accept, so nothing was connected.",
        "Connect an account of another data center.");

    internal static Answer TooLate { get; } = new("too-late", "Not connected",
        "You accepted, but Bigin's answer was too old or was used before.",
        "Connect again from the start.");

    internal static Answer TooMany { get; } = new("too-many-requests", "Not connected",
        "You accepted, but Bigin has had too many requests from this application.",
        "Wait ten minutes, and connect again.");

    internal static Answer Unavailable { get; } = new("no-answer", "Not connected",
        "You accepted, but Bigin could not be reached or did not answer.",
        "Try again in a few minutes.");

    internal static Answer NotSetUp { get; } = new("not-set-up", "Not connected",
        "You accepted, but Bigin does not accept this application.",
        "Tell the people who run this application.");

    internal static Answer NotLasting { get; } = new("once-more", "Once more, please",
        "You accepted before, so Bigin did not ask you again. It gave access for an hour only, so nothing was connected.",
        "Connect once more; this time Bigin asks you, and the connection will last.");

    internal static Answer OtherOrganization { get; } = new("another-organization", "Another organization",
        "You picked another organization than the one that is connected. Nothing was changed.",
        "Connect again and pick the same organization. To connect the other one, disconnect first.");

    internal static Answer UnknownOrganization { get; } = new("organization-not-read", "Organization not read",
        "The organization that you picked could not be read. Nothing was changed.",
        "Connect again in a few minutes and pick the organization that is connected. To connect another one, disconnect first.");

    internal static Answer NotSaved { get; } = new("not-saved", "Not connected",
        "You accepted, but this application could not save the connection.",
        "Try again in a few minutes. If it happens again, tell the people who run this application.");

    internal static Answer NothingToAnswer { get; } = new("nothing-to-answer", "Nothing to answer",
        "This browser does not wait for an answer from Bigin. It came before, or you started in another browser.",
        "Go back to the start and see what is connected. If it is not there, connect again.");

    internal static Answer OtherUser { get; } = new("another-user", "Another user started this",
        "Nothing was connected, because another user was signed in when it started.",
        "Sign in, and connect again.");

    internal static Answer NotPermitted { get; } = new("not-permitted", "Not permitted",
        "Nothing was connected, because you may not connect this customer any more.",
        "Ask the people who run this application for the right to connect it.");

    internal static Answer Expired { get; } = new("too-slow", "This took too long",
        "More than ten minutes have passed since you pressed Connect, so nothing was connected.",
        "Connect again, and answer Bigin within ten minutes.");

    internal static Answer StillConnected { get; } = new("still-connected", "Still connected",
        "Bigin did not confirm that it has ended the access, so the connection was kept.",
        "Disconnect again in a few minutes.");

    private static readonly Answer[] All =
    [
        Denied, NoOrganization, Failed, Untrusted, UnknownDataCenter, DataCenterNotAllowed, TooLate, TooMany, Unavailable, NotSetUp, NotLasting,
        OtherOrganization, UnknownOrganization, NotSaved, NothingToAnswer, OtherUser, NotPermitted, Expired, StillConnected,
    ];

    internal static Answer? Find(string? name) => All.FirstOrDefault(answer => answer.Name == name);

    /// <summary>Gives the answer to an attempt, or null where the connection stands.</summary>
    internal static Answer? To(ConnectOutcome outcome) => outcome.Match<Answer?>(
        connected: _ => null,
        denied: _ => Denied,
        failed: it => it.Failure.IsNoOrganization ? NoOrganization : Failed,
        rejected: it => To(it.Rejection.Reason),
        connectFailed: it => To(it.Error),
        refreshTokenMissing: _ => NotLasting,
        differentOrganization: it => it.Picked is null ? UnknownOrganization : OtherOrganization,
        attemptRejected: it => To(it.Reason),
        storeFailed: _ => NotSaved);

    private static Answer To(RedirectRejection reason) => reason switch
    {
        RedirectRejection.DataCenterNotAllowed => DataCenterNotAllowed,
        RedirectRejection.UnknownDataCenter => UnknownDataCenter,
        _ => Untrusted,
    };

    private static Answer To(TokenError error) => error switch
    {
        { Kind: TokenErrorKind.CodeExpired or TokenErrorKind.CodeAlreadyUsed or TokenErrorKind.InvalidCode } => TooLate,
        { Kind: TokenErrorKind.RateLimited or TokenErrorKind.AccessDenied } => TooMany,
        { IsTransient: true } or { Kind: TokenErrorKind.UnreadableResponse } => Unavailable,
        _ => NotSetUp,
    };

    private static Answer To(AttemptRejection reason) => reason switch
    {
        AttemptRejection.Expired => Expired,
        AttemptRejection.OtherUser => OtherUser,
        AttemptRejection.NotPermitted => NotPermitted,
        _ => NothingToAnswer,
    };
}
