using System.Diagnostics.CodeAnalysis;

namespace Bigin.OAuth;

/// <summary>Sends a form to an accounts server of the closed map, and answers whatever happens but the caller's own cancellation.</summary>
internal sealed class AccountsServerClient(IHttpClientFactory httpClients)
{
    internal const string HttpClientName = "Bigin.OAuth.Tokens";

    /// <param name="endpoint">The address, made of an entry of the map.</param>
    /// <param name="form">The parameters.</param>
    /// <param name="ticket">Tells afterwards what was sent.</param>
    /// <param name="cancellationToken">The caller's.</param>
    [SuppressMessage("Design", "CA1031", Justification = "The host's handlers may throw anything, Polly's exceptions among them, and each of them means that there is no answer.")]
    internal async Task<AccountsServerReply> PostAsync(
        Uri endpoint, IEnumerable<KeyValuePair<string, string>> form, TokenRequestTicket ticket, CancellationToken cancellationToken)
    {
        using HttpClient http = httpClients.CreateClient(HttpClientName);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Accept.ParseAdd("application/json");
        ticket.GoWith(request);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return Answered(ticket.Answer ?? await TokenAnswer.ReadAsync(response, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception) when (ticket.Answer is { } answer)
        {
            // Whatever a handler made of it, the answer is there, and a code brings no second one.
            return Answered(answer);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Whatever the host's handlers have made of the cancellation, it is the caller's.
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
        catch (Exception exception)
        {
            Exception failure = ticket.Failure ?? exception;
            return new AccountsServerReply(null, RequestFailure.Classify(failure), failure, ticket.StatusCode);
        }
    }

    private static AccountsServerReply Answered(TokenAnswer answer) => new(answer, default, null, answer.StatusCode);
}
