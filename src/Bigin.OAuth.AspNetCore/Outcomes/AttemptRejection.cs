namespace Bigin.OAuth.AspNetCore;

/// <summary>Specifies why an attempt was rejected before anything of the redirect was read.</summary>
public enum AttemptRejection
{
    /// <summary>This browser has no pending attempt with the state of the redirect.</summary>
    NotFound,

    /// <summary>The attempt's cookie was changed, or encrypted with another key ring.</summary>
    Unreadable,

    /// <summary>The attempt was answered before.</summary>
    AlreadyAnswered,

    /// <summary>Another user is signed in than when the attempt started, or none.</summary>
    OtherUser,

    /// <summary>The attempt is older than <see cref="BiginOAuthEndpointOptions.AttemptLifetime"/>.</summary>
    Expired,

    /// <summary><see cref="BiginOAuthEndpointOptions.AuthorizeKey"/> no longer lets this user connect this key.</summary>
    NotPermitted,
}
