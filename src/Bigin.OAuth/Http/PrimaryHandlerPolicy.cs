using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth;

/// <summary>
/// Sets the primary handler of one HTTP client, also one that the host has chosen, to follow no redirects and keep no cookies.
/// </summary>
/// <remarks>
/// A redirect with status 307 or 308 would send the form, secret and all, to a server outside the map. A cookie of one user's response
/// would travel with the next user's request.
/// </remarks>
internal sealed class PrimaryHandlerPolicy
{
    private int _warnings;

    /// <summary>
    /// Turns redirects and cookies off, or warns where the type of the handler is unknown: once, since a client gets a new handler every
    /// few minutes.
    /// </summary>
    internal void Apply(HttpMessageHandlerBuilder handlers, ILogger logger)
    {
        HttpMessageHandler? handler = handlers.PrimaryHandler;
        while (handler is DelegatingHandler outer)
        {
            handler = outer.InnerHandler;
        }

        switch (handler)
        {
            case SocketsHttpHandler sockets:
                Apply(sockets, handlers.Services);
                break;
            case HttpClientHandler client:
                Apply(client, handlers.Services);
                break;
            case null:
                break;
            default:
                if (Interlocked.Exchange(ref _warnings, 1) == 0)
                {
                    BiginLog.UnknownPrimaryHandler(logger, handlers.Name, handler.GetType().ToString());
                }

                break;
        }
    }

    // A handler that has sent something takes no change, not even to the value that it has. So one that is right already stays as it is,
    // and another one throws. The factory gives a primary handler the host's meters, but only where it isn't inside another one, as ours
    // are.
    private static void Apply(SocketsHttpHandler handler, IServiceProvider services)
    {
        if (handler.AllowAutoRedirect || handler.UseCookies)
        {
            (handler.AllowAutoRedirect, handler.UseCookies) = (false, false);
            handler.MeterFactory ??= services.GetService<IMeterFactory>();
        }
    }

    private static void Apply(HttpClientHandler handler, IServiceProvider services)
    {
        if (handler.AllowAutoRedirect || handler.UseCookies)
        {
            (handler.AllowAutoRedirect, handler.UseCookies) = (false, false);
            handler.MeterFactory ??= services.GetService<IMeterFactory>();
        }
    }
}
