using Bigin.OAuth.Emulator.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Bigin.OAuth.Emulator;

/// <summary>Takes an authorization request through its steps: signed in, organization picked, accepted or rejected.</summary>
internal sealed class AuthorizationEndpoints(
    AccountDirectory directory, SignIns signIns, Consents consents, CodeIssuer codes, RedirectAddress redirects, Forms forms, ConsentPages pages, BiginEmulatorOptions options)
{
    internal IResult Authorize(HttpContext context)
    {
        if (!AuthorizationQuery.TryRead(context.Request.Query, options, out AuthorizationQuery? request, out RequestError? error))
        {
            return ShowError(context, error);
        }

        if (GoElsewhere(context, request, out EmulatorUser? user) is { } elsewhere)
        {
            return elsewhere;
        }

        return user!.Organizations.Count switch
        {
            0 => pages.NoOrganization(context, request, user),
            1 => AskOrIssue(context, request, user, user.Organizations[0]),
            _ => pages.PickOrganization(context, request, user),
        };
    }

    internal IResult Pick(HttpContext context)
    {
        if (!AuthorizationQuery.TryRead(context.Request.Query, options, out AuthorizationQuery? request, out RequestError? error))
        {
            return ShowError(context, error);
        }

        if (GoElsewhere(context, request, out EmulatorUser? user) is { } elsewhere)
        {
            return elsewhere;
        }

        return FindOrganization(user!, context.Request.Query[FormField.Organization]) is { } organization
            ? AskOrIssue(context, request, user!, organization)
            : ShowError(context, RequestError.ForeignOrganization);
    }

    internal async Task<IResult> DecideAsync(HttpContext context)
    {
        if (!AuthorizationQuery.TryRead(context.Request.Query, options, out AuthorizationQuery? request, out RequestError? error))
        {
            return ShowError(context, error);
        }

        if (!await forms.IsOwnAsync(context).ConfigureAwait(false))
        {
            return ShowError(context, RequestError.ForgedForm);
        }

        if (GoElsewhere(context, request, out EmulatorUser? user) is { } elsewhere)
        {
            return elsewhere;
        }

        IFormCollection form = context.Request.Form;
        EmulatorOrganization? organization = FindOrganization(user!, form[FormField.Organization]);
        switch (form[FormField.Decision].ToString())
        {
            case FormField.Accept when organization is not null:
                consents.Remember(user!, organization, request);
                return Issue(context, request, user!, organization);
            case FormField.Accept:
                return ShowError(context, RequestError.ForeignOrganization);
            case FormField.BackToApp when user!.Organizations.Count == 0:
                return Refuse(context, request, user, "no_org", "no organization");
            default:
                return Refuse(context, request, user!, "access_denied", "rejected");
        }
    }

    // Zoho Accounts, "Authorization request": anything but GET gives an error page.
    internal IResult RefuseMethod(HttpContext context) => ShowError(context, RequestError.NotGet);

    /// <summary>Sends those who are not signed in to do so, and those of another data center there.</summary>
    private SeeOther? GoElsewhere(HttpContext context, AuthorizationQuery request, out EmulatorUser? user)
    {
        user = signIns.Find(context);
        string serviceUrl = AccountPaths.Authorize + request.ToQuery();
        if (user is null)
        {
            return SeeOther.To(QueryHelpers.AddQueryString(AccountPaths.SignIn, FormField.ServiceUrl, serviceUrl));
        }

        return AccountDirectory.IsAt(user, directory.DataCenterOf(context))
            ? null
            : SeeOther.To(directory.DataCenterOf(user).AccountsServer.GetLeftPart(UriPartial.Authority) + serviceUrl);
    }

    private IResult AskOrIssue(HttpContext context, AuthorizationQuery request, EmulatorUser user, EmulatorOrganization organization) =>
        !request.IsConsentForced && consents.Cover(user, organization, request)
            ? Issue(context, request, user, organization)
            : pages.AskConsent(context, request, user, organization);

    private IResult Issue(HttpContext context, AuthorizationQuery request, EmulatorUser user, EmulatorOrganization organization)
    {
        var grant = new Grant(user, organization, directory.DataCenterOf(user), request.Scopes);
        if (codes.TryIssue(grant, request) is not { } code)
        {
            return ShowError(context, RequestError.TooManyCodes);
        }

        Journal.SetOutcome(context, "code issued");
        return SeeOther.To(RedirectAddress.Granted(request, grant.DataCenter, code));
    }

    private SeeOther Refuse(HttpContext context, AuthorizationQuery request, EmulatorUser user, string error, string outcome)
    {
        Journal.SetOutcome(context, outcome);
        return SeeOther.To(redirects.Refused(request, directory.DataCenterOf(user), error));
    }

    private Page ShowError(HttpContext context, RequestError error)
    {
        Journal.SetOutcome(context, error.Title);
        return pages.Error(error);
    }

    private static EmulatorOrganization? FindOrganization(EmulatorUser user, string? id) =>
        user.Organizations.FirstOrDefault(organization => organization.Id == id);
}
