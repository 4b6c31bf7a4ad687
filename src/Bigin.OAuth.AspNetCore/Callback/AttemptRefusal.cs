namespace Bigin.OAuth.AspNetCore;

/// <summary>Says why an answer was refused before it was read.</summary>
public enum AttemptRefusal
{
    /// <summary>This browser has no pending attempt with the state of the answer.</summary>
    NotFound,

    /// <summary>The attempt's cookie was changed, or encrypted with another key ring.</summary>
    Unreadable,

    /// <summary>The attempt was answered before.</summary>
    AlreadyAnswered,

    /// <summary>Another user is signed in than when the attempt started.</summary>
    OtherUser,

    /// <summary>The attempt is more than ten minutes old.</summary>
    Expired,
}
