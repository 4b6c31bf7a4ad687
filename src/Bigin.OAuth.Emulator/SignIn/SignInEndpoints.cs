using Bigin.OAuth.Emulator.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Bigin.OAuth.Emulator;

/// <summary>Signs people in, moves them to their data center, and signs them out.</summary>
internal sealed class SignInEndpoints(
    AccountDirectory directory, SignIns signIns, Forms forms, AccountPages pages, ErrorPages errors, AuthorizationQueryReader reader)
{
    internal IResult ShowHome(HttpContext context) => pages.Home(context, signIns.Find(context));

    internal IResult ShowSignIn(HttpContext context)
    {
        string serviceUrl = GetLocalPath(context.Request.Query[FormField.ServiceUrl]);
        return pages.SignIn(context, FindRequest(context, serviceUrl), serviceUrl);
    }

    internal async Task<IResult> SignInAsync(HttpContext context)
    {
        if (!await forms.IsOwnAsync(context).ConfigureAwait(false))
        {
            return errors.Create(context, RequestError.ForgedForm());
        }

        string? email = context.Request.Form[FormField.Email];
        string serviceUrl = GetLocalPath(context.Request.Form[FormField.ServiceUrl]);
        DataCenter here = directory.GetDataCenter(context);
        EmulatorUser? user = directory.FindUser(email);
        DataCenter? theirs = user is null ? null : directory.GetDataCenter(user);
        if (user is null || theirs is null || !directory.GetLinked(here).Contains(theirs))
        {
            string error = user is null
                ? "This account does not exist. Choose one of those below, or add it to the emulator's users."
                : $"This account belongs to data center {user.DataCenter}, which is apart from the others. Start the link there: "
                    + $"WithDataCenter(\"{theirs!.Id}\") or HomeDataCenter, which is "
                    + $"{theirs.AccountsServer.GetLeftPart(UriPartial.Authority)}.";
            return pages.SignIn(context, FindRequest(context, serviceUrl), serviceUrl, email, error);
        }

        signIns.SignIn(context, user);
        return SeeOtherResult.To(theirs.AccountsServer.GetLeftPart(UriPartial.Authority) + serviceUrl);
    }

    internal async Task<IResult> SignOutAsync(HttpContext context)
    {
        if (!await forms.IsOwnAsync(context).ConfigureAwait(false))
        {
            return errors.Create(context, RequestError.ForgedForm());
        }

        signIns.SignOut(context);
        string serviceUrl = GetLocalPath(context.Request.Form[FormField.ServiceUrl]);
        return SeeOtherResult.To(serviceUrl == AccountPaths.Home
            ? serviceUrl
            : QueryHelpers.AddQueryString(AccountPaths.SignIn, FormField.ServiceUrl, serviceUrl));
    }

    // Only this emulator's own addresses are followed after signing in: anything else would make it an open redirector.
    private static string GetLocalPath(string? serviceUrl) =>
        serviceUrl == AccountPaths.Console || serviceUrl?.StartsWith(AccountPaths.Authorize + "?", StringComparison.Ordinal) == true
            ? serviceUrl
            : AccountPaths.Home;

    private AuthorizationQuery? FindRequest(HttpContext context, string serviceUrl)
    {
        int start = serviceUrl.IndexOf('?', StringComparison.Ordinal);
        return start >= 0 && reader.TryRead(
            QueryHelpers.ParseQuery(serviceUrl[start..]), directory.GetDataCenter(context), out AuthorizationQuery? request, out _)
            ? request
            : null;
    }
}
