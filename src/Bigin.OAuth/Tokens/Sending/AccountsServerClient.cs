using System.Diagnostics.CodeAnalysis;

namespace Bigin.OAuth;

/// <summary>
/// Sends a token request to an accounts server of the closed map. Everything is a result but the caller's own cancellation, and a client
/// that can't be made: that is the host's mistake.
/// </summary>
internal sealed class AccountsServerClient(IHttpClientFactory httpClients)
{
    internal const string HttpClientName = "Bigin.OAuth.Tokens";

    /// <summary>Throws what creating the client throws, before anything is counted or sent.</summary>
    internal void ThrowIfNoClient() => httpClients.CreateClient(HttpClientName).Dispose();

    [SuppressMessage(
        "Design", "CA1031", Justification = "The host's handlers may throw anything, and all of it means that there is no response.")]
    internal async Task<TokenHttpResult> SendAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        using HttpClient http = httpClients.CreateClient(HttpClientName);
        SendOnceState state = request.State;
        using var message = new HttpRequestMessage(HttpMethod.Post, request.Endpoint) { Content = new NotedForm(request.Form, state) };
        message.Headers.Accept.ParseAdd("application/json");
        state.AttachTo(message);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(message, cancellationToken).ConfigureAwait(false);
            return Received(state.Response ?? await TokenHttpResponse.ReadAsync(response, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception) when (state.Response is { } response)
        {
            // A handler has failed after the response, and there won't be a second one.
            return Received(response);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // The host's handlers may have wrapped the cancellation, but it is the caller's.
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
        catch (Exception exception)
        {
            return new TokenHttpResult(null, state.Exception ?? exception, state.StatusCode);
        }
    }

    private static TokenHttpResult Received(TokenHttpResponse response) => new(response, null, response.StatusCode);
}
