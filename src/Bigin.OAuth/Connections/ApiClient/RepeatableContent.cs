using System.Net.Http.Json;

namespace Bigin.OAuth;

/// <summary>Decides before a request is sent whether its body surely reads the same a second time.</summary>
/// <remarks>
/// A body that reads differently would be data loss: the repeat after a 401 gets status 200, and the caller believes that everything
/// was stored.
/// </remarks>
internal static class RepeatableContent
{
    /// <summary>Specifies whether the body may be repeated, and buffers what reads the same only from a buffer.</summary>
    internal static async ValueTask<bool> TryPrepareAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        switch (content)
        {
            case null:
                return true;
            case JsonContent json:
                // It serializes its value each time, and the value may hold a sequence that can be read once. Reading buffers it in place.
                await json.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
                return true;
            case MultipartContent parts when IsExactly(parts, typeof(MultipartContent), typeof(MultipartFormDataContent)):
                return await TryPrepareAllAsync(parts, cancellationToken).ConfigureAwait(false);
            default:
                // A type that is derived from these may write what it likes, and a stream may be at its end.
                return IsExactly(
                    content, typeof(ByteArrayContent), typeof(StringContent), typeof(FormUrlEncodedContent), typeof(ReadOnlyMemoryContent));
        }
    }

    private static async ValueTask<bool> TryPrepareAllAsync(IEnumerable<HttpContent> parts, CancellationToken cancellationToken)
    {
        foreach (HttpContent part in parts)
        {
            if (!await TryPrepareAsync(part, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsExactly(HttpContent content, params Type[] types) => types.Contains(content.GetType());
}
