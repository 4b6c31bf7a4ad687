using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Starts attempts: for a person's browser with a redirect to Bigin, for a script of the host's own pages with the link.</summary>
internal sealed class ConnectEndpoint(
    BiginOAuthEndpointOptions options, EndpointPaths paths, Uri redirectUri, AttemptStarter attempts, PageRedirect pages, ILogger logger)
{
    /// <summary>Answers a person's browser with a redirect to Bigin.</summary>
    internal async Task RedirectAsync(HttpContext context)
    {
        ResponseHeaders.Add(context);
        pages.Offer(context);
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
        ResponseHeaders.Add(context);
        if (await StartAsync(context, FetchMetadata.IsCrossSite(context.Request, redirectUri)).ConfigureAwait(false) is { } link)
        {
            await TypedResults.Json(new ConnectLink(link), ConnectLinkJsonContext.Default.ConnectLink).ExecuteAsync(context)
                .ConfigureAwait(false);
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
        bool mayChange = key is not null && options.AllowOrganizationChange is { } allow && await allow(context).ConfigureAwait(false);
        return await attempts.StartAsync(
            context, key, GetReturnUrl(context), mayChange ? OrganizationChange.Allow : OrganizationChange.Ask).ConfigureAwait(false);
    }

    private string GetReturnUrl(HttpContext context)
    {
        string? asked = context.Request.Query["returnUrl"];
        if (LocalUrl.From(asked) is { } url
            && !MappedEndpoints.Contain(context, url, options.CallbackPath is null ? null : paths.FindPrefix()))
        {
            return url;
        }

        if (!string.IsNullOrEmpty(asked))
        {
            EndpointLog.ReturnUrlRefused(logger, LocalUrl.MaxLength);
        }

        return attempts.GetDefaultReturnUrl(context);
    }
}
