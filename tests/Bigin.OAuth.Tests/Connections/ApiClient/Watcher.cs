using System.Collections.Concurrent;

namespace Bigin.OAuth.Tests.Connections.ApiClient;

/// <summary>A handler of a host that writes down all it can see of a request: before, while another task sends it, and after.</summary>
internal sealed class Watcher(ConcurrentQueue<string> seen, Task sent, CountdownEvent looked) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Note("before", request);
        Task<HttpResponseMessage> sending = base.SendAsync(request, cancellationToken);
        await Task.WhenAny(sent, sending);
        Note("while", request);
        if (!looked.IsSet)
        {
            looked.Signal();
        }

        HttpResponseMessage response = await sending;
        Note("after", request);
        Note("answer", response.RequestMessage!);
        return response;
    }

    private void Note(string when, HttpRequestMessage request) => seen.Enqueue($"{when} {request} {string.Join(' ', request.Options)}");
}
