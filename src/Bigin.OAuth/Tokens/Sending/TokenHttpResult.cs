using System.Net;

namespace Bigin.OAuth;

/// <summary>What came of sending a token request: a response, or an exception.</summary>
/// <param name="Response">The response.</param>
/// <param name="Exception">What was thrown, where there is no response.</param>
/// <param name="StatusCode">The status, where at least the headers came.</param>
internal readonly record struct TokenHttpResult(TokenHttpResponse? Response, Exception? Exception, HttpStatusCode? StatusCode);
