using System.Net;
using System.Text;

namespace Bigin.OAuth.Benchmarks.Connections;

/// <summary>An accounts server in this process, so that no network is measured. It holds its answers until all callers have come, and counts requests.</summary>
internal sealed class TokenServer : HttpMessageHandler
{
    private static readonly byte[] Answer = Encoding.UTF8.GetBytes(
        """{"access_token":"1000.03ab9b5a1f7d4e0f8f4d1a3c0c7b2e6d.8d2f5a6b7c4e3f1a0b9c8d7e6f5a4b3c","api_domain":"https://www.zohoapis.com","token_type":"Bearer","expires_in":3600}""");

    private TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _requests;

    internal int Requests => _requests;

    internal void Hold()
    {
        _requests = 0;
        _released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    internal void Release() => _released.SetResult();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        await _released.Task;
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(Answer) { Headers = { ContentType = new("application/json") } },
            RequestMessage = request,
        };
    }
}
