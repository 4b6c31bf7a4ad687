using System.Net;

namespace Bigin.OAuth;

/// <summary>What became of a request to an accounts server: an answer, or none.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Failure">Why there is none: <see cref="TokenErrorKind.Unreachable"/> or <see cref="TokenErrorKind.Timeout"/>.</param>
/// <param name="Cause">What was thrown, in types.</param>
/// <param name="StatusCode">The status, where at least the headers came.</param>
internal readonly record struct AccountsServerReply(TokenAnswer? Answer, TokenErrorKind Failure, string? Cause, HttpStatusCode? StatusCode);
