using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Starts attempts: makes the link, has the browser keep what belongs to it, and sends the user to Bigin.</summary>
internal sealed class ConnectEndpoint(
    BiginOAuthEndpointOptions options, EndpointPaths paths, AuthorizationUrlBuilder links, AttemptCookies cookies, TimeProvider timeProvider, ILogger logger)
{
    /// <summary>Answers a person's browser with a redirect to Bigin.</summary>
    internal async Task RedirectAsync(HttpContext context)
    {
        AnswerHeaders.Add(context);
        if (FetchMetadata.IsPrefetch(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (await StartAsync(context, FetchMetadata.IsNoNavigation(context.Request)).ConfigureAwait(false) is { } link)
        {
            context.Response.Redirect(link.AbsoluteUri);
        }
    }

    /// <summary>Answers a script of the host's own pages with the link.</summary>
    internal async Task AnswerAsync(HttpContext context)
    {
        AnswerHeaders.Add(context);
        if (await StartAsync(context, FetchMetadata.IsCrossSite(context.Request)).ConfigureAwait(false) is { } link)
        {
            await TypedResults.Json(new ConnectLink(link), ConnectLinkJsonContext.Default.ConnectLink).ExecuteAsync(context).ConfigureAwait(false);
        }
    }

    private async Task<Uri?> StartAsync(HttpContext context, bool isOfOthers)
    {
        if (isOfOthers)
        {
            EndpointLog.CrossSite(logger);
            await Problem.CrossSite.ExecuteAsync(context).ConfigureAwait(false);
            return null;
        }

        string? key = await options.ConnectionKey!(context).ConfigureAwait(false);
        if (key is null)
        {
            EndpointLog.MayNotConnect(logger);
            await Problem.MayNotConnect.ExecuteAsync(context).ConfigureAwait(false);
            return null;
        }

        ConnectionKey.ThrowIfInvalid(key, nameof(BiginOAuthEndpointOptions.ConnectionKey));
        AuthorizationUrlBuilder builder = options.ConfigureLink is { } configure ? await configure(context, links).ConfigureAwait(false) : links;
        AuthorizationRequest request = builder.Build();
        cookies.Add(context, new Attempt(
            request.Pending,
            key,
            ReturnUrlOf(context),
            SignedInUser.IdOf(context.User),
            timeProvider.GetUtcNow() + Attempt.Lifetime));
        return request.Url;
    }

    private string ReturnUrlOf(HttpContext context)
    {
        string? asked = context.Request.Query["returnUrl"];
        if (LocalUrl.From(asked) is { } url && !paths.Lead(context.Request.PathBase, url))
        {
            return url;
        }

        if (!string.IsNullOrEmpty(asked))
        {
            EndpointLog.ReturnUrlRefused(logger, LocalUrl.Longest);
        }

        return LocalUrl.From($"{context.Request.PathBase.ToUriComponent()}/") ?? "/";
    }
}
