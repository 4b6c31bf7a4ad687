using System.Net;
using System.Net.Http.Headers;
using Bigin.OAuth.Tool.Output;

namespace Bigin.OAuth.Tool.Calling;

/// <summary>Sends requests to Bigin's API, and waits where Bigin limits them, as long as the person allows.</summary>
internal sealed class ApiCaller(HttpClient http, CommandConsole console, CallRequest call)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);

    private TimeSpan _waited = TimeSpan.Zero;

    /// <summary>Sends the request to an address under <c>/bigin/v2/</c>.</summary>
    /// <returns>The response. It is 429 only where waiting longer isn't allowed.</returns>
    internal async Task<HttpResponseMessage> SendAsync(string address, CancellationToken cancellationToken)
    {
        TimeSpan pause = FirstPause;
        while (true)
        {
            using HttpRequestMessage request = CreateRequest(address);
            HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            if (response.StatusCode is not HttpStatusCode.TooManyRequests)
            {
                return response;
            }

            TimeSpan wait = ReadRetryAfter(response) ?? pause;
            if (_waited + wait > call.MaxWait)
            {
                return response;
            }

            response.Dispose();
            console.WriteNote($"Bigin limits requests. Waiting {Math.Ceiling(wait.TotalSeconds)} seconds.");
            await Task.Delay(wait, console.Clock, cancellationToken).ConfigureAwait(false);
            _waited += wait;
            pause += pause;
        }
    }

    private HttpRequestMessage CreateRequest(string address)
    {
        var request = new HttpRequestMessage(call.Method, new Uri(address, UriKind.Relative));
        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return request;
    }

    private TimeSpan? ReadRetryAfter(HttpResponseMessage response)
    {
        TimeSpan? wait = response.Headers.RetryAfter is { } header ? header.Delta ?? (header.Date - console.Clock.GetUtcNow()) : null;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
