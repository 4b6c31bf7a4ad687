using Bigin.OAuth.AspNetCore;
using Microsoft.AspNetCore.WebUtilities;

namespace ConnectBigin;

/// <summary>Answers a browser that comes back from Bigin by sending it on to a page whose address holds no code.</summary>
/// <remarks>
/// The address of Bigin's answer never enters the history, so Reload and Back answer nothing twice. The new address names one of this application's
/// own sentences: an invented one shows that sentence and changes nothing, and a connection is only said to exist where it does.
/// </remarks>
internal static class ReturnFromBigin
{
    internal static Task RespondAsync(HttpContext context, ConnectOutcome outcome)
    {
        if (outcome is DifferentOrganizationOutcome different)
        {
            OrganizationChoice.Keep(context, different); // the page asks the person
        }

        string address = Answer.To(outcome) is { } answer ? $"/answer/{answer.Name}" : "/?notice=connected";
        context.Response.Redirect(outcome.Key is { } key ? QueryHelpers.AddQueryString(address, "tenant", key) : address);
        return Task.CompletedTask;
    }
}
