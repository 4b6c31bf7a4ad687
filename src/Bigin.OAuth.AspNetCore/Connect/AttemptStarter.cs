using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Makes the link of an attempt and has the browser keep what belongs to it.</summary>
internal sealed class AttemptStarter(
    BiginOAuthEndpointOptions options, EndpointPaths paths, AuthorizationUrlBuilder links, AttemptCookies cookies,
    TimeProvider timeProvider, ILogger logger)
{
    /// <summary>Starts an attempt, or answers that this user may not.</summary>
    /// <param name="context">The request.</param>
    /// <param name="key">The key of the connection, or null where this user has none.</param>
    /// <param name="returnUrl">Where the browser returns.</param>
    /// <param name="organizationChange">Whether the key may move to another organization.</param>
    /// <param name="isConsentForced">Whether Bigin has to ask, also where the options don't force it. Otherwise a user who has accepted
    /// before might not be asked, and would bring no refresh token.</param>
    /// <param name="organizationToLeave">The id of the only organization that the key may leave, or null where it may leave any.</param>
    /// <returns>The link, or null where the request is answered already.</returns>
    internal async Task<Uri?> StartAsync(
        HttpContext context, string? key, string returnUrl, OrganizationChange organizationChange, bool isConsentForced = false,
        string? organizationToLeave = null)
    {
        if (key is not null)
        {
            ConnectionKey.ThrowIfInvalid(key, nameof(BiginOAuthEndpointOptions.ConnectionKey));
        }

        if (key is null || !await options.IsAuthorizedAsync(context, key).ConfigureAwait(false))
        {
            EndpointLog.NotPermitted(logger, key is null ? nameof(options.ConnectionKey) : nameof(options.AuthorizeKey));
            await Problem.NotPermitted.ExecuteAsync(context).ConfigureAwait(false);
            return null;
        }

        AuthorizationUrlBuilder builder = options.ConfigureLink is { } configure ? await configure(context, links)
            .ConfigureAwait(false) : links;
        AuthorizationRequest request = (isConsentForced ? builder.WithForcedConsent() : builder).Build();
        var attempt = new Attempt(
            request.Pending, key, returnUrl, SignedInUser.GetId(context.User), timeProvider.GetUtcNow()
            + options.AttemptLifetime, organizationChange, organizationToLeave);
        Keep(context, attempt);
        return request.Url;
    }

    /// <summary>Gets where a browser returns that named no address, or one that can't be used.</summary>
    internal string GetDefaultReturnUrl(HttpContext context) => LocalUrl.From($"{paths.GetRoot(context.Request)}/") ?? "/";

    // Anyone can write a link with a long address to return to, so that must not be an error.
    private void Keep(HttpContext context, Attempt attempt)
    {
        if (cookies.TryAdd(context, attempt))
        {
            return;
        }

        string defaultReturnUrl = GetDefaultReturnUrl(context);
        bool isReturnUrlGiven = attempt.ReturnUrl != defaultReturnUrl;
        if (isReturnUrlGiven)
        {
            EndpointLog.ReturnUrlRefused(logger, LocalUrl.MaxLength);
        }

        if (!isReturnUrlGiven || !cookies.TryAdd(context, attempt with { ReturnUrl = defaultReturnUrl }))
        {
            throw new InvalidOperationException(
                $"The attempt is too long for a cookie. Ask for fewer scopes in {nameof(BiginOAuthEndpointOptions.ConfigureLink)}, or "
                + "use a shorter key.");
        }
    }
}
