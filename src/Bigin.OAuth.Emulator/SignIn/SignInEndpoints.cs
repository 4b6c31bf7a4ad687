using Bigin.OAuth.Emulator.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Bigin.OAuth.Emulator;

/// <summary>Signs people in, moves them to their data center, and signs them out.</summary>
internal sealed class SignInEndpoints(
    AccountDirectory directory, SignIns signIns, Forms forms, AccountPages pages, ConsentPages consentPages, BiginEmulatorOptions options)
{
    internal IResult ShowHome(HttpContext context) => pages.Home(context, signIns.Find(context));

    internal IResult ShowSignIn(HttpContext context)
    {
        string serviceUrl = LocalOnly(context.Request.Query[FormField.ServiceUrl]);
        return pages.SignIn(context, RequestIn(serviceUrl), serviceUrl);
    }

    internal async Task<IResult> SignInAsync(HttpContext context)
    {
        if (!await forms.IsOwnAsync(context).ConfigureAwait(false))
        {
            return consentPages.Error(RequestError.ForgedForm);
        }

        string? email = context.Request.Form[FormField.Email];
        string serviceUrl = LocalOnly(context.Request.Form[FormField.ServiceUrl]);
        DataCenter here = directory.DataCenterOf(context);
        EmulatorUser? user = directory.FindUser(email);
        DataCenter? theirs = user is null ? null : directory.DataCenterOf(user);
        if (user is null || theirs is null || !directory.Joined(here).Contains(theirs))
        {
            string error = user is null
                ? "This account does not exist. Choose one of those below, or add it to the emulator's users."
                : $"This account belongs to data center {user.DataCenter}, which stands apart. Start the link at {theirs!.AccountsServer.GetLeftPart(UriPartial.Authority)}.";
            return pages.SignIn(context, RequestIn(serviceUrl), serviceUrl, email, error);
        }

        signIns.SignIn(context, user);
        return SeeOther.To(theirs.AccountsServer.GetLeftPart(UriPartial.Authority) + serviceUrl);
    }

    internal async Task<IResult> SignOutAsync(HttpContext context)
    {
        if (!await forms.IsOwnAsync(context).ConfigureAwait(false))
        {
            return consentPages.Error(RequestError.ForgedForm);
        }

        signIns.SignOut(context);
        string serviceUrl = LocalOnly(context.Request.Form[FormField.ServiceUrl]);
        return SeeOther.To(serviceUrl == AccountPaths.Home ? serviceUrl : QueryHelpers.AddQueryString(AccountPaths.SignIn, FormField.ServiceUrl, serviceUrl));
    }

    // Only a link of this emulator's own is followed after signing in: anything else would make it an open redirector.
    private static string LocalOnly(string? serviceUrl) =>
        serviceUrl?.StartsWith(AccountPaths.Authorize + "?", StringComparison.Ordinal) == true ? serviceUrl : AccountPaths.Home;

    private AuthorizationQuery? RequestIn(string serviceUrl)
    {
        int start = serviceUrl.IndexOf('?', StringComparison.Ordinal);
        return start >= 0 && AuthorizationQuery.TryRead(QueryHelpers.ParseQuery(serviceUrl[start..]), options, out AuthorizationQuery? request, out _)
            ? request
            : null;
    }
}
