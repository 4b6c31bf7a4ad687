using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.AspNetCore;

/// <summary>A problem in the words of a person, with a type that programs may rely on.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457: Problem Details for HTTP APIs</seealso>
internal sealed record Problem(string Type, int Status, string Title, string Detail) : IResult
{
    /// <summary>Gets a value indicating whether a new attempt may lead to a connection.</summary>
    internal bool CanBeTriedAgain { get; private init; } = true;

    /// <summary>
    /// Gets what a page with buttons says in place of <see cref="Detail"/>, or <see langword="null"/> where they are the same.
    /// </summary>
    internal string? PageText { get; private init; }

    internal static Problem NotPermitted { get; } = new("not-permitted", StatusCodes.Status403Forbidden, "You can't connect Bigin here.",
        "Sign in with an account that may connect this application to Bigin.")
    {
        CanBeTriedAgain = false,
    };

    internal static Problem CrossSite { get; } =
        new("cross-site", StatusCodes.Status403Forbidden, "This request did not come from a click on a page of this application.",
        "Open the page of this application from which you connect Bigin, and start there.")
        {
            CanBeTriedAgain = false,
        };

    internal static Problem Denied { get; } = new("authorization-denied", StatusCodes.Status403Forbidden, "You rejected the request.",
        "Nothing was connected. If that was a mistake, connect again and accept.");

    internal static Problem NoOrganization { get; } =
        new("no-organization", StatusCodes.Status403Forbidden, "Your account belongs to no Bigin organization.",
        "Create an organization in Bigin, or ask to be invited to one, and connect again.");

    internal static Problem Failed { get; } = new("authorization-failed", StatusCodes.Status502BadGateway, "Bigin could not go on.",
        "Nothing was connected. Connect again in a few minutes.");

    internal static Problem RedirectRejected { get; } =
        new("redirect-rejected", StatusCodes.Status400BadRequest, "What came back is not what Bigin sends.",
        "Nothing was connected. Connect again, and stay in one browser.");

    internal static Problem DataCenterNotAllowed { get; } =
        new("data-center-not-allowed", StatusCodes.Status403Forbidden,
        "Your account is in a data center that this application does not accept.",
        "Nothing was connected. Connect an account of another data center.");

    internal static Problem Unavailable { get; } =
        new("bigin-unavailable", StatusCodes.Status503ServiceUnavailable, "You accepted, and Bigin did not respond to this application.",
        "Nothing was connected. Connect again in a few minutes.");

    internal static Problem NoTokens { get; } =
        new("connect-failed", StatusCodes.Status502BadGateway, "You accepted, and Bigin gave this application no access.",
        "Nothing was connected. Connect again. If it happens again, tell the people who run this application.");

    internal static Problem RefreshTokenMissing { get; } =
        new("refresh-token-missing", StatusCodes.Status409Conflict, "You accepted, and Bigin gave access for an hour only.",
        "Nothing was connected. Bigin has to ask you again for access that lasts. Tell the people who run this application.")
        {
            CanBeTriedAgain = false,
        };

    internal static Problem DifferentOrganization { get; } =
        new("different-organization", StatusCodes.Status409Conflict, "You picked another organization than the connected one.",
        "Nothing was changed. To keep the connected organization, do nothing. To connect the other one, disconnect first, then connect "
        + "again and pick it.")
        {
            PageText = "Nothing was changed. Keep the connected organization, or switch to the other one. Bigin then asks you again.",
        };

    internal static Problem UnknownOrganization { get; } =
        new("organization-unknown", StatusCodes.Status409Conflict, "The organization that you picked could not be read.",
        "Nothing was changed. Connect again in a few minutes and pick the connected organization. "
        + "To connect another one, disconnect first.")
        {
            PageText = "Nothing was changed. Keep the connected organization, or switch to another one. Bigin then asks you again.",
        };

    internal static Problem StoreFailed { get; } =
        new("store-failed", StatusCodes.Status503ServiceUnavailable, "You accepted, and this application could not save the connection.",
        "Connect again in a few minutes. If it happens again, tell the people who run this application.");

    internal static Problem NoAttempt { get; } =
        new("attempt-not-found", StatusCodes.Status400BadRequest, "This connection request was not found.",
        "It was answered before, or started in another browser. Connect again.");

    internal static Problem AlreadyAnswered { get; } =
        new("attempt-already-answered", StatusCodes.Status400BadRequest, "This connection request was answered before.",
        "Check whether Bigin is connected. If it is not, connect again.");

    internal static Problem OtherUser { get; } =
        new("attempt-of-other-user", StatusCodes.Status403Forbidden, "Another user started this connection request.",
        "Nothing was connected. Sign in, and connect again.");

    internal static Problem Expired { get; } =
        new("attempt-expired", StatusCodes.Status400BadRequest, "This connection request has expired.",
        "Nothing was connected. Connect again.");

    internal static Problem PageExpired { get; } = new("page-expired", StatusCodes.Status404NotFound, "This page has expired.",
        "Open the page of this application from which you connect Bigin, and look there.")
    {
        CanBeTriedAgain = false,
    };

    private static readonly Problem[] All =
    [
        NotPermitted, CrossSite, Denied, NoOrganization, Failed, RedirectRejected, DataCenterNotAllowed, Unavailable, NoTokens,
            RefreshTokenMissing,
        DifferentOrganization, UnknownOrganization, StoreFailed, NoAttempt, AlreadyAnswered, OtherUser, Expired,
    ];

    /// <summary>Finds the problem with a type, which a ticket of a later version may not have.</summary>
    internal static Problem Find(string type) => Array.Find(All, problem => problem.Type == type) ?? PageExpired;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (PageRedirect.TryExecute(httpContext, this))
        {
            return;
        }

        var details = new ProblemDetails { Type = $"urn:bigin-oauth:{Type}", Title = Title, Status = Status, Detail = Detail };
        httpContext.Response.StatusCode = Status;
        if (httpContext.RequestServices.GetService<IProblemDetailsService>() is { } service
            && await service.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = details })
            .ConfigureAwait(false))
        {
            return;
        }

        // TypedResults.Problem asks the host's JSON for the type, which in an application without reflection does not know it.
        await TypedResults.Json(details, ProblemJsonContext.Default.ProblemDetails, "application/problem+json", Status)
            .ExecuteAsync(httpContext).ConfigureAwait(false);
    }
}
