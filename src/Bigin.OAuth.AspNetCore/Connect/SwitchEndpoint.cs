using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.AspNetCore;

/// <summary>
/// Takes the form by which a person confirms that the connection moves to another organization, and starts an attempt that may change it.
/// The form is <see cref="OrganizationSwitchForm"/>.
/// </summary>
internal sealed class SwitchEndpoint(Uri redirectUri, OrganizationSwitch organizationSwitch, AttemptStarter attempts, PageRedirect pages,
    TimeProvider timeProvider, ILogger logger)
{
    internal async Task StartAsync(HttpContext context)
    {
        ResponseHeaders.Add(context);
        pages.Offer(context);
        if (FetchMetadata.IsCrossSite(context.Request, redirectUri))
        {
            EndpointLog.CrossSite(logger);
            await Problem.CrossSite.ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        SwitchJson? confirmed = await ReadAsync(context).ConfigureAwait(false);
        if (FindRejection(context, confirmed) is { } reason)
        {
            var outcome = new AttemptRejectedOutcome(reason);
            EndpointLog.Write(logger, outcome);
            await outcome.ToResult().ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        if (await attempts.StartAsync(
            context, confirmed!.Key, confirmed.ReturnUrl, OrganizationChange.Allow, isConsentForced: true, confirmed.OrganizationToLeave)
            .ConfigureAwait(false) is { } link)
        {
            // RFC 9110 section 15.4.4: 303 has the browser get the link, and not post there.
            // https://www.rfc-editor.org/rfc/rfc9110#section-15.4.4
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = link.AbsoluteUri;
        }
    }

    private AttemptRejection? FindRejection(HttpContext context, SwitchJson? confirmed) =>
        confirmed is null ? AttemptRejection.Unreadable
        : confirmed.User != SignedInUser.GetId(context.User) ? AttemptRejection.OtherUser
        : timeProvider.GetUtcNow() >= confirmed.ExpiresAt ? AttemptRejection.Expired
        : null;

    private async Task<SwitchJson?> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            return null;
        }

        try
        {
            IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
            return form[OrganizationSwitchForm.Field] is [{ Length: > 0 } field] ? organizationSwitch.Read(field) : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return null; // not a form, though its type says so
        }
    }
}
