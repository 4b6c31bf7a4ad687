namespace Bigin.OAuth;

/// <summary>The exception that is thrown where a handler of the host sends a token request again.</summary>
/// <remarks>Not an <see cref="HttpRequestException"/>, after which resilience handlers would try again.</remarks>
internal sealed class TokenRequestRepeatedException()
    : InvalidOperationException("A token request is sent once. Its first attempt decides the result.");
