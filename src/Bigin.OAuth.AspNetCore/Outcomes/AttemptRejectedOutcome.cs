using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>The redirect belongs to no attempt that may be answered here and now. Nothing of it was read, and no code was sent.</summary>
public sealed class AttemptRejectedOutcome : ConnectOutcome
{
    private readonly bool _isAnybodySignedIn;

    internal AttemptRejectedOutcome(AttemptRejection reason, Attempt? attempt = null, bool isAnybodySignedIn = true)
        : base(attempt) => (Reason, _isAnybodySignedIn) = (reason, isAnybodySignedIn);

    /// <summary>Gets why the attempt was rejected.</summary>
    public AttemptRejection Reason { get; }

    /// <summary>Gets a sentence for the developer's log that names the usual causes. No value of the request is in it.</summary>
    public string Message => Reason switch
    {
        AttemptRejection.NotFound =>
            "No attempt that is pending in this browser has the state of the redirect. Usual causes: the page was reloaded or opened "
                + "in another browser; the attempt is older than its cookie; "
            + "the attempt was started at http and the redirect URI is https, so the browser dropped the Secure cookie; it was started "
            + "on another host name than that of the redirect URI; "
            + "an app or a script without the browser's cookies started it; a cookie policy made its cookie SameSite=Strict.",
        AttemptRejection.Unreadable =>
            "The attempt's cookie can't be decrypted. Usual cause: several servers, or one before and after a restart, don't share "
                + "Data Protection's key ring and application name.",
        AttemptRejection.AlreadyAnswered =>
            "The attempt was answered before. Usual causes: the page was reloaded while the first request was under way, or the "
                + "redirect is replayed.",
        AttemptRejection.OtherUser when !_isAnybodySignedIn =>
            "A user was signed in when the attempt started, and none is signed in now. Usual causes: the host's own session cookie is "
                + "SameSite=Strict, so the browser doesn't send it when it comes back from Bigin (make it Lax); "
            + "or the host signs people in by a bearer token, which a browser doesn't send when it follows a redirect (these endpoints "
            + "need a sign-in cookie).",
        AttemptRejection.OtherUser =>
            "Another user is signed in than when the attempt started. Usual causes: the person has signed in as another user "
                + "meanwhile; or the sign-in names people by no claim that stays the same: sub, NameIdentifier, Upn or a name.",
        AttemptRejection.Expired =>
            $"The user was away for longer than {nameof(BiginOAuthEndpointOptions.AttemptLifetime)}.",
        AttemptRejection.NotPermitted =>
            $"{nameof(BiginOAuthEndpointOptions.AuthorizeKey)} let this user start the attempt and doesn't let them finish it.",
        _ => throw new InvalidOperationException($"{Reason} isn't a known reason."),
    };

    /// <inheritdoc/>
    public override IResult ToResult() => Reason switch
    {
        AttemptRejection.OtherUser => Problem.OtherUser,
        AttemptRejection.Expired => Problem.Expired,
        AttemptRejection.AlreadyAnswered => Problem.AlreadyAnswered,
        AttemptRejection.NotPermitted => Problem.NotPermitted,
        _ => Problem.NoAttempt,
    };

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"AttemptRejectedOutcome {{ Reason = {Reason} }}";
}
