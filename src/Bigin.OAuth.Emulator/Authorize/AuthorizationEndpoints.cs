using Bigin.OAuth.Emulator.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Bigin.OAuth.Emulator;

/// <summary>Leads an authorization request through its steps: sign in, pick an organization, accept or reject.</summary>
internal sealed class AuthorizationEndpoints(
    AccountDirectory directory, SignIns signIns, Consents consents, CodeIssuer codes, RedirectAddress redirects, Forms forms,
    ConsentPages pages,
    ErrorPages errors, AuthorizationQueryReader reader, BiginEmulatorOptions options)
{
    internal IResult Authorize(HttpContext context)
    {
        if (!reader.TryRead(context, out AuthorizationQuery? request, out RequestError? error))
        {
            return errors.Create(context, error);
        }

        if (RedirectElsewhere(context, request, out EmulatorUser? user) is { } elsewhere)
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
        if (!reader.TryRead(context, out AuthorizationQuery? request, out RequestError? error))
        {
            return errors.Create(context, error);
        }

        if (RedirectElsewhere(context, request, out EmulatorUser? user) is { } elsewhere)
        {
            return elsewhere;
        }

        return FindOrganization(user!, context.Request.Query[FormField.Organization]) is { } organization
            ? AskOrIssue(context, request, user!, organization)
            : errors.Create(context, RequestError.ForeignOrganization(user!));
    }

    internal async Task<IResult> DecideAsync(HttpContext context)
    {
        if (!reader.TryRead(context, out AuthorizationQuery? request, out RequestError? error))
        {
            return errors.Create(context, error);
        }

        if (!await forms.IsOwnAsync(context).ConfigureAwait(false))
        {
            return errors.Create(context, RequestError.ForgedForm());
        }

        if (RedirectElsewhere(context, request, out EmulatorUser? user) is { } elsewhere)
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
                return errors.Create(context, RequestError.ForeignOrganization(user!));
            case FormField.BackToApp when user!.Organizations.Count == 0:
                return Refuse(context, request, user, "no_org", "no organization");
            default:
                return Refuse(context, request, user!, "access_denied", "rejected");
        }
    }

    internal IResult RejectMethod(HttpContext context) => errors.Create(context, RequestError.WrongMethod(context.Request.Method));

    /// <summary>Redirects users who aren't signed in to the sign-in page, and users of another data center to it.</summary>
    private SeeOtherResult? RedirectElsewhere(HttpContext context, AuthorizationQuery request, out EmulatorUser? user)
    {
        user = signIns.Find(context);
        string serviceUrl = AccountPaths.Authorize + request.ToQuery();
        if (user is null)
        {
            return SeeOtherResult.To(QueryHelpers.AddQueryString(AccountPaths.SignIn, FormField.ServiceUrl, serviceUrl));
        }

        return AccountDirectory.IsAt(user, directory.GetDataCenter(context))
            ? null
            : SeeOtherResult.To(directory.GetDataCenter(user).AccountsServer.GetLeftPart(UriPartial.Authority) + serviceUrl);
    }

    private IResult AskOrIssue(HttpContext context, AuthorizationQuery request, EmulatorUser user, EmulatorOrganization organization) =>
        !request.IsConsentForced && consents.Covers(user, organization, request)
            ? Issue(context, request, user, organization)
            : pages.AskConsent(context, request, user, organization);

    private IResult Issue(HttpContext context, AuthorizationQuery request, EmulatorUser user, EmulatorOrganization organization)
    {
        var grant = new Grant(request.Client, user, organization, directory.GetDataCenter(user),
            [.. request.Scopes.Where(scope => !options.IsWithheld(scope))]);
        if (codes.TryIssue(grant, request) is not { } code)
        {
            return errors.Create(context, RequestError.TooManyCodes(options.CodesPerTenMinutes, codes.GetWait(request.Client)));
        }

        Journal.SetOutcome(context, "code issued");
        return SeeOtherResult.To(RedirectAddress.CreateGranted(request, grant.DataCenter, code));
    }

    private SeeOtherResult Refuse(HttpContext context, AuthorizationQuery request, EmulatorUser user, string error, string outcome)
    {
        Journal.SetOutcome(context, outcome);
        return SeeOtherResult.To(redirects.CreateRefused(request, directory.GetDataCenter(user), error));
    }

    private static EmulatorOrganization? FindOrganization(EmulatorUser user, string? id) =>
        user.Organizations.FirstOrDefault(organization => organization.Id == id);
}
