namespace Bigin.OAuth;

/// <summary>Tells a handler of the host that a code is not sent again. It never leaves the library.</summary>
/// <remarks>Not an <see cref="HttpRequestException"/>, which resilience handlers would answer with another attempt.</remarks>
internal sealed class SentOnceException() : InvalidOperationException("An authorization code is sent once.");
