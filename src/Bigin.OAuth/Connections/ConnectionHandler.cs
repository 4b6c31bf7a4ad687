using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>
/// Sends each request to the API server of its connection with a valid access token, below every other handler, so that nobody logs the token.
/// </summary>
internal sealed class ConnectionHandler(BiginConnections connections, Func<HttpRequestMessage, ApiCall> callOf, ILogger logger) : DelegatingHandler
{
    private const int LongestError = 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ApiCall call = callOf(request);
        AccessGrant grant = call.Grant ?? await connections.GetGrantAsync(call.Key, cancellationToken).ConfigureAwait(false);
        HttpResponseMessage response = await SendAsync(request, grant, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is not HttpStatusCode.Unauthorized || call.Grant is not null)
        {
            return response;
        }

        string? code = await ReadCodeAsync(response, cancellationToken).ConfigureAwait(false);
        if (code is ApiError.ScopeMismatch)
        {
            ConnectionLog.ScopeMissing(logger, request.Method.Method, request.RequestUri!.AbsolutePath, call.Key, MissingScope.Mend(request.Method, request.RequestUri));
            return response;
        }

        if (code is not (ApiError.InvalidToken or ApiError.AuthenticationFailure))
        {
            return response;
        }

        ConnectionLog.AccessTokenRefused(logger, call.Key, code);
        connections.Refuse(call.Key, grant.Token);
        if (!CanBeSentAgain(request.Content))
        {
            return response;
        }

        response.Dispose();
        grant = await connections.GetGrantAsync(call.Key, cancellationToken).ConfigureAwait(false);
        return await SendAsync(request, grant, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, AccessGrant grant, CancellationToken cancellationToken)
    {
        request.RequestUri = AddressOf(request, grant.DataCenter.ApiServer);

        // Bigin, "Access and refresh tokens": the header alone, with this scheme.
        request.Headers.Authorization = new AuthenticationHeaderValue("Zoho-oauthtoken", grant.Token.Reveal());
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            request.Headers.Authorization = null; // the caller can reach the request through the response
        }
    }

    private static Uri AddressOf(HttpRequestMessage request, Uri apiServer)
    {
        if (!request.Options.TryGetValue(ApiCall.WrittenAddress, out Uri? written))
        {
            written = request.RequestUri!;
            request.Options.Set(ApiCall.WrittenAddress, written);
        }

        if (ServerOrigin.IsSame(ApiHttpClients.Placeholder, written))
        {
            return new Uri(apiServer, written.PathAndQuery);
        }

        return ServerOrigin.IsSame(apiServer, written)
            ? written
            : throw new InvalidOperationException(
                $"The address leads to {written.Host}, and this connection's token is for {apiServer.Host} alone. Use an address relative to /bigin/v2/, or another client.");
    }

    // Leaves the body as readable as it was.
    private static async Task<string?> ReadCodeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await BufferAsync(response.Content).WaitAsync(cancellationToken).ConfigureAwait(false);
        return ApiError.ReadCode(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
    }

    private static Task BufferAsync(HttpContent content) => content.LoadIntoBufferAsync(LongestError);

    // What is made from memory each time it is sent. A stream may be at its end.
    private static bool CanBeSentAgain(HttpContent? content) => content switch
    {
        null or ByteArrayContent or ReadOnlyMemoryContent or JsonContent => true,
        MultipartContent parts => parts.All(CanBeSentAgain),
        _ => false,
    };
}
