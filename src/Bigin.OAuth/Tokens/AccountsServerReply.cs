using System.Net;

namespace Bigin.OAuth;

/// <summary>What became of a request to an accounts server: an answer, or none.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Failure">Why there is none: <see cref="TokenErrorKind.Unreachable"/>, <see cref="TokenErrorKind.Timeout"/> or <see cref="TokenErrorKind.HandlerFailed"/>.</param>
/// <param name="Exception">What was thrown.</param>
/// <param name="StatusCode">The status, where at least the headers came.</param>
internal readonly record struct AccountsServerReply(TokenAnswer? Answer, TokenErrorKind Failure, Exception? Exception, HttpStatusCode? StatusCode);
