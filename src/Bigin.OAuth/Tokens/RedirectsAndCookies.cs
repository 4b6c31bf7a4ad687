using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>Keeps the handlers of one client that send requests, whoever has chosen them, from following redirects and from keeping cookies.</summary>
/// <remarks>
/// A redirect with status 307 or 308 would send the form, secret and all, to a server outside the map. A cookie of one user's answer
/// would travel with the next user's request.
/// </remarks>
internal sealed class RedirectsAndCookies
{
    private int _warnings;

    /// <summary>Turns both off, or warns where the handler is of a kind that can't be told: once, since a client gets a new handler every few minutes.</summary>
    internal void TurnOff(HttpMessageHandlerBuilder handlers, ILogger logger)
    {
        HttpMessageHandler? handler = handlers.PrimaryHandler;
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
            case null or SocketsHttpHandler or HttpClientHandler:
                break;
            default:
                if (Interlocked.Exchange(ref _warnings, 1) == 0)
                {
                    BiginLog.PrimaryHandlerNotTold(logger, handlers.Name, handler.GetType().ToString());
                }

                break;
        }
    }
}
