using System.Net;
using System.Net.Http.Headers;

namespace Bigin.OAuth;

/// <summary>What an accounts server answered, before anyone has made sense of it.</summary>
internal sealed class TokenAnswer
{
    internal required HttpStatusCode StatusCode { get; init; }

    internal required byte[] Body { get; init; }

    internal required RetryConditionHeaderValue? RetryAfter { get; init; }

    internal bool IsServerError => (int)StatusCode >= 500;

    // Departure: RFC 6749 section 5.1 knows tokens with status 200 alone. Zoho's statuses are documented for few answers, so the body decides.
    internal bool MayHoldTokens => (int)StatusCode is (>= 200 and < 300) or (>= 400 and < 500);

    internal static async Task<TokenAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) => new()
    {
        StatusCode = response.StatusCode,
        Body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false),
        RetryAfter = response.Headers.RetryAfter,
    };
}
