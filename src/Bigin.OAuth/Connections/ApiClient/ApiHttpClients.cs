using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth;

/// <summary>Makes clients for the Bigin API: one named client, with one pool of connections, for all keys.</summary>
internal sealed class ApiHttpClients(IHttpMessageHandlerFactory handlers, IOptionsMonitor<HttpClientFactoryOptions> options)
{
    internal const string Name = "Bigin.OAuth.Api";

    // RFC 2606 section 2: ".invalid" is for names that are sure to be invalid. A request that misses our handler leads nowhere.
    // https://www.rfc-editor.org/rfc/rfc2606#section-2
    internal static readonly Uri Placeholder = new("https://bigin.invalid/bigin/v2/");

    internal HttpClient Create(string key, CachedAccessToken? token = null)
    {
        var client = new HttpClient(new CallHandler(new ApiCall(key, token), handlers));
        foreach (Action<HttpClient> configure in options.Get(Name).HttpClientActions)
        {
            configure(client);
        }

        // Last: a base address that the host gives to all its clients would lead every request away from Bigin.
        client.BaseAddress = Placeholder;
        return client;
    }

    /// <summary>
    /// Names the connection, and hands on to a pooled handler that is current at each request, however long the client is kept.
    /// </summary>
    private sealed class CallHandler(ApiCall call, IHttpMessageHandlerFactory handlers) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Options.Set(ApiCall.Option, call);
            using var pooled = new HttpMessageInvoker(handlers.CreateHandler(Name), disposeHandler: false);
            return await pooled.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }
}
