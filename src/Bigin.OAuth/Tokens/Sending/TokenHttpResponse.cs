using System.Net;
using System.Net.Http.Headers;

namespace Bigin.OAuth;

/// <summary>What an accounts server sent, before it is read.</summary>
internal sealed class TokenHttpResponse
{
    internal required HttpStatusCode StatusCode { get; init; }

    internal required byte[] Body { get; init; }

    internal required RetryConditionHeaderValue? RetryAfter { get; init; }

    internal bool IsServerError => (int)StatusCode >= 500;

    // Deviation: RFC 6749 section 5.1 has tokens with status 200 only. Zoho's statuses are documented for few responses, so the body
    // decides.
    internal bool MayBeSuccess => (int)StatusCode is (>= 200 and < 300) or (>= 400 and < 500);

    internal static async Task<TokenHttpResponse> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) => new()
    {
        StatusCode = response.StatusCode,
        Body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false),
        RetryAfter = response.Headers.RetryAfter,
    };
}
