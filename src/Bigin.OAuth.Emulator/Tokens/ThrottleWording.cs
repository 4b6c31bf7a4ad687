namespace Bigin.OAuth.Emulator;

/// <summary>
/// Specifies the body of the response to a throttled request. All are known from Zoho. They differ and are translated, so a client can't
/// rely on their text.
/// </summary>
public enum ThrottleWording
{
    /// <summary>Says "You have made too many requests continuously", with <c>status</c> <c>failure</c>, as captured.</summary>
    TooManyRequests = 0,

    /// <summary>Says "Token creation throttle limit reached", without a <c>status</c>, as one of Zoho's pages prints it.</summary>
    TokenCreationLimit = 1,

    /// <summary>Says <see cref="TooManyRequests"/> in Chinese, the value of <c>error</c> included, as captured.</summary>
    Chinese = 2,
}
