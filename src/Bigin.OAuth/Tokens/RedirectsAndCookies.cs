namespace Bigin.OAuth;

/// <summary>Keeps the handler that sends token requests, whoever has chosen it, from following redirects and from keeping cookies.</summary>
/// <remarks>
/// A redirect with status 307 or 308 would send the form, secret and all, to a server outside the map. A cookie of one user's answer
/// would travel with the next user's request.
/// </remarks>
internal static class RedirectsAndCookies
{
    internal static void TurnOff(HttpMessageHandler? handler)
    {
        while (handler is DelegatingHandler outer)
        {
            handler = outer.InnerHandler;
        }

        // A handler at work takes no change, not even to what it is: one that is right already is left alone, another fails loudly.
        switch (handler)
        {
            case SocketsHttpHandler sockets when sockets.AllowAutoRedirect || sockets.UseCookies:
                (sockets.AllowAutoRedirect, sockets.UseCookies) = (false, false);
                break;
            case HttpClientHandler client when client.AllowAutoRedirect || client.UseCookies:
                (client.AllowAutoRedirect, client.UseCookies) = (false, false);
                break;
        }
    }
}
