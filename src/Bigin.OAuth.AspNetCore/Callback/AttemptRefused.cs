using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>The answer belongs to no attempt that may be answered here and now. Nothing of it was read.</summary>
public sealed class AttemptRefused : ConnectOutcome
{
    internal AttemptRefused(AttemptRefusal reason, Attempt? attempt = null)
        : base(attempt) => Reason = reason;

    /// <summary>Gets why.</summary>
    public AttemptRefusal Reason { get; }

    /// <summary>Gets a sentence for the developer's log that names the usual cause. No value of the request is in it.</summary>
    public string Message => Reason switch
    {
        AttemptRefusal.NotFound =>
            "No attempt that is pending in this browser has the state of the answer. Usual causes: the answer was reloaded or opened elsewhere; more than an hour has passed; the attempt was started on another host name than that of the redirect URI; a cookie policy made the attempt's cookie SameSite=Strict.",
        AttemptRefusal.Unreadable =>
            "The attempt's cookie can't be decrypted. Usual cause: several servers, or one before and after a restart, don't share Data Protection's key ring and application name.",
        AttemptRefusal.AlreadyAnswered =>
            "The attempt was answered before. Usual causes: the answer was reloaded while the first was under way, or somebody replays it.",
        AttemptRefusal.OtherUser =>
            "Another user is signed in than when the attempt started, or none. Usual cause: the host's own session cookie is SameSite=Strict, so the browser doesn't send it when it comes back from Bigin. Make it Lax. Or the sign-in names people by no claim that stays the same: sub, NameIdentifier, Upn or a name.",
        AttemptRefusal.Expired =>
            $"The user was away for more than {Attempt.Lifetime.TotalMinutes:0} minutes.",
        _ => throw new InvalidOperationException($"{Reason} is no known reason."),
    };

    /// <inheritdoc/>
    public override IResult ToResult() => Reason switch
    {
        AttemptRefusal.OtherUser => Problem.OtherUser,
        AttemptRefusal.Expired => Problem.Expired,
        AttemptRefusal.AlreadyAnswered => Problem.AlreadyAnswered,
        _ => Problem.NoAttempt,
    };

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"AttemptRefused {{ Reason = {Reason} }}";
}
