using System.Buffers;

namespace Bigin.OAuth;

/// <summary>
/// Reads the body of a response to its end or its limit, so that the client's time-out and the host's handlers cover it too.
/// </summary>
internal sealed class BoundedBodyHandler : DelegatingHandler
{
    /// <summary>What a token endpoint sends is shorter by far; what is longer comes out one byte too long.</summary>
    internal const int MaxLength = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        SendOnceState? state = SendOnceState.Find(request);
        state?.StatusCode = null;
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        state?.StatusCode = response.StatusCode;
        try
        {
            using HttpContent whole = response.Content;
            response.Content = new ByteArrayContent(await ReadAsync(whole, cancellationToken).ConfigureAwait(false))
            {
                Headers = { ContentType = whole.Headers.ContentType },
            };
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxLength + 1);
        try
        {
            Stream body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                int length = await body.ReadAtLeastAsync(
                    buffer.AsMemory(0, MaxLength + 1), MaxLength + 1, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                return buffer.AsSpan(0, length).ToArray();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true); // it may hold tokens
        }
    }
}
