using System.Net;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>
/// Sends each request to the API server of its connection with a valid access token, below every other handler, so that none logs the
/// token.
/// </summary>
internal sealed class BiginAccessTokenHandler(AccessTokenCache tokens, Func<HttpRequestMessage, ApiCall> getCall, ILogger logger)
    : DelegatingHandler
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException(
            "The access token of a connection may have to be fetched first, which can't block. Send the request asynchronously.");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ApiCall call = getCall(request);
        CachedAccessToken token = call.Token ?? await tokens.GetAsync(call.Key, cancellationToken).ConfigureAwait(false);
        bool isRepeatable = await RepeatableContent.TryPrepareAsync(request.Content, cancellationToken).ConfigureAwait(false);
        HttpResponseMessage response = await SendAsync(request, call, token, cancellationToken).ConfigureAwait(false);
        if (call.Token is not null)
        {
            return response;
        }

        if (response.StatusCode is not HttpStatusCode.Unauthorized)
        {
            tokens.NoteAccepted(call.Key, request.RequestUri!);
            return response;
        }

        string? code = await ApiError.ReadCodeAsync(response, cancellationToken).ConfigureAwait(false);
        if (code is ApiError.ScopeMismatch)
        {
            BiginLog.ScopeMissing(logger, request.Method.Method, request.RequestUri!.AbsolutePath, call.Key,
                MissingScope.GetFix(request.Method, request.RequestUri));
            return response;
        }

        if (code is not (ApiError.InvalidToken or ApiError.AuthenticationFailure)
            || !tokens.NoteRefused(call.Key, token, request.RequestUri!))
        {
            return response;
        }

        BiginLog.AccessTokenRefused(logger, call.Key, code);
        return isRepeatable ? await SendAgainAsync(request, call, token, response, cancellationToken).ConfigureAwait(false) : response;
    }

    private async Task<HttpResponseMessage> SendAgainAsync(
        HttpRequestMessage request, ApiCall call, CachedAccessToken refused, HttpResponseMessage response,
        CancellationToken cancellationToken)
    {
        CachedAccessToken token;
        try
        {
            token = await tokens.GetAsync(call.Key, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }

        if (token.Token.Reveal() == refused.Token.Reveal())
        {
            return response; // too many tokens were made lately to make another one for this refusal
        }

        response.Dispose();
        HttpResponseMessage repeated = await SendAsync(request, call, token, cancellationToken).ConfigureAwait(false);
        if (repeated.StatusCode is not HttpStatusCode.Unauthorized)
        {
            tokens.NoteAccepted(call.Key, request.RequestUri!); // or the next refusal here would be taken for one of the address
        }

        return repeated;
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, ApiCall call, CachedAccessToken token, CancellationToken cancellationToken)
    {
        HttpRequestMessage sent = ApiRequest.Write(request, token);
        HttpResponseMessage response = await base.SendAsync(sent, cancellationToken).ConfigureAwait(false);

        // In place of HttpClient's own lines, which only know the placeholder. Without the query, which may hold what a customer searches
        // for.
        BiginLog.ApiCalled(logger, sent.Method.Method, sent.RequestUri!.GetLeftPart(UriPartial.Path), call.Key, (int)response.StatusCode);
        sent.Headers.Authorization = null; // the caller can reach it through the response
        return response;
    }
}
