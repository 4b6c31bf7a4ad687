namespace Bigin.OAuth;

/// <summary>Lets a request with a code through once, whatever retries and hedges further out.</summary>
internal sealed class SendOnceHandler : DelegatingHandler
{
    // RFC 6749 section 4.1.2: "The client MUST NOT use the authorization code more than once."
    // https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (TokenRequestTicket.Of(request) is not { IsSentOnce: true } ticket || request.Content is not { } form)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        if (!ticket.TryBegin())
        {
            // A hedge comes while the first attempt is under way: an answer now would be taken for the result, and end the first.
            await ticket.FirstAttempt.WaitAsync(cancellationToken).ConfigureAwait(false);
            throw new SentOnceException();
        }

        using var once = new SendOnceContent(ticket, form);
        request.Content = once;
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            ticket.EndWith(await TokenAnswer.ReadAsync(response, cancellationToken).ConfigureAwait(false));
            return response;
        }
        catch (Exception exception)
        {
            ticket.EndWith(exception);
            throw;
        }
        finally
        {
            request.Content = form; // the host's handlers may look at it afterwards
        }
    }
}
