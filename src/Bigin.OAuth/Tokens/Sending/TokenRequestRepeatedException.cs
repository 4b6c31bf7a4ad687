namespace Bigin.OAuth;

/// <summary>Tells a handler of the host that a token request is not sent again.</summary>
/// <remarks>Not an <see cref="HttpRequestException"/>, after which resilience handlers would try again.</remarks>
internal sealed class TokenRequestRepeatedException()
    : InvalidOperationException("A token request is sent once. Its first attempt decides the result.");
