using System.Net;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>
/// Sends each request to the API server of its connection with a valid access token, below every other handler, so that nobody logs the token.
/// </summary>
internal sealed class ConnectionHandler(BiginConnections connections, Func<HttpRequestMessage, ApiCall> callOf, ILogger logger) : DelegatingHandler
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The access token of a connection may have to be fetched first, and nobody blocks for that. Send the request asynchronously.");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ApiCall call = callOf(request);
        AccessGrant grant = call.Grant ?? await connections.GetGrantAsync(call.Key, cancellationToken).ConfigureAwait(false);
        bool isRepeatable = await RepeatableContent.TryPrepareAsync(request.Content, cancellationToken).ConfigureAwait(false);
        HttpResponseMessage response = await SendAsync(request, grant, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is not HttpStatusCode.Unauthorized || call.Grant is not null)
        {
            return response;
        }

        string? code = await ApiError.ReadCodeAsync(response, cancellationToken).ConfigureAwait(false);
        if (code is ApiError.ScopeMismatch)
        {
            BiginLog.ScopeMissing(logger, request.Method.Method, request.RequestUri!.AbsolutePath, call.Key, MissingScope.Mend(request.Method, request.RequestUri));
            return response;
        }

        if (code is not (ApiError.InvalidToken or ApiError.AuthenticationFailure))
        {
            return response;
        }

        BiginLog.AccessTokenRefused(logger, call.Key, code);
        connections.Refuse(call.Key, grant.Token);
        if (!isRepeatable)
        {
            return response;
        }

        response.Dispose();
        grant = await connections.GetGrantAsync(call.Key, cancellationToken).ConfigureAwait(false);
        return await SendAsync(request, grant, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, AccessGrant grant, CancellationToken cancellationToken)
    {
        HttpRequestMessage sent = ApiRequest.Write(request, grant);
        HttpResponseMessage response = await base.SendAsync(sent, cancellationToken).ConfigureAwait(false);
        sent.Headers.Authorization = null; // the caller can reach it through the response
        return response;
    }
}
