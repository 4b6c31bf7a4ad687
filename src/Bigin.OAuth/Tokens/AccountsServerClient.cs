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
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new TokenRequestForm(ticket, form) };
        request.Headers.Accept.ParseAdd("application/json");
        request.Options.Set(TokenRequestTicket.Key, ticket);
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
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            return new AccountsServerReply(null, IsTimeout(ticket.Failure ?? exception) ? TokenErrorKind.Timeout : TokenErrorKind.Unreachable, ticket.StatusCode);
        }
    }

    private static AccountsServerReply Answered(TokenAnswer answer) => new(answer, default, answer.StatusCode);

    // HttpClient's own time-out is a cancellation around a TimeoutException, and Polly's an exception around a cancellation.
    private static bool IsTimeout(Exception exception) =>
        exception is OperationCanceledException or TimeoutException || exception.InnerException is OperationCanceledException or TimeoutException;
}
