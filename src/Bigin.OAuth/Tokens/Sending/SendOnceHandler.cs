namespace Bigin.OAuth;

/// <summary>Lets each token request through once, however often the handlers of the host send it.</summary>
/// <remarks>
/// A second request is never harmless. An authorization code works once, and RFC 6749 section 4.1.2 says: "The client MUST NOT use the
/// authorization code more than once." (https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2). Each refresh makes an access token, and Zoho
/// gives ten per refresh token in ten minutes; the library counts them in the row, so it has to know how many were sent. Hosts add retrying
/// and hedging handlers to all of their clients, and don't think of this one. So the guard sits inside every handler: <c>PostConfigure</c>
/// runs after each <c>Configure</c>, also those of <c>ConfigureHttpClientDefaults</c> and those written later, and the guard goes around
/// the primary handler, below what filters of the factory append. It knows a request by the state in its options, which copies of the
/// request carry too; where a handler drops the options, by the flow of the call. The first attempt goes through. A later one waits for the
/// end of the first, since a hedge that failed at once would be taken for the result, and then fails with an exception that resilience
/// handlers don't retry. <see cref="SendOnceContent"/> stops the repeats that come from further in. What the first attempt brought is kept
/// in the state and is the result of the call, even where a handler has given up on it meanwhile. Trying again later is left to the
/// back-off of the connections, which counts.
/// </remarks>
internal sealed class SendOnceHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (SendOnceState.Find(request) is not { } state || request.Content is not { } form)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        if (!state.TryBegin())
        {
            await state.FirstAttempt.WaitAsync(cancellationToken).ConfigureAwait(false);
            throw new TokenRequestRepeatedException();
        }

        // Hosts set headers for all of their clients. Credentials for another server must not go to this one, and Host would name another
        // server.
        (request.Headers.Authorization, request.Headers.Host) = (null, null);

        using var once = new SendOnceContent(state, form);
        request.Content = once;
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            state.EndWith(await TokenHttpResponse.ReadAsync(response, cancellationToken).ConfigureAwait(false));
            return response;
        }
        catch (Exception exception)
        {
            state.EndWith(exception);
            throw;
        }
        finally
        {
            request.Content = form; // the host's handlers may look at it afterwards
        }
    }
}
