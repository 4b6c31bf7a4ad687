namespace Bigin.OAuth.Tests.Tokens;

/// <summary>A handler that a host might add.</summary>
internal sealed class DelegateHandler(Func<HttpRequestMessage, Func<HttpRequestMessage, Task<HttpResponseMessage>>, Task<HttpResponseMessage>> handle) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        handle(request, next => base.SendAsync(next, cancellationToken));
}
