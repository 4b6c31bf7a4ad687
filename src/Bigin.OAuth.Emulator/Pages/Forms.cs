using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator.Pages;

/// <summary>Creates forms that only this emulator's own pages can send.</summary>
internal sealed class Forms(IAntiforgery antiforgery)
{
    internal Html Post(HttpContext context, string action, Html content) => Html.Format($"""
        <form method="post" action="{action}">
        {Hidden(FormField.AntiForgery, antiforgery.GetAndStoreTokens(context).RequestToken!)}
        {content}
        </form>
        """);

    internal static Html Get(string action, IReadOnlyDictionary<string, string> parameters, Html content) => Html.Format($"""
        <form method="get" action="{action}">
        {Html.Join(parameters.Select(parameter => Hidden(parameter.Key, parameter.Value)))}
        {content}
        </form>
        """);

    internal static Html Hidden(string name, string value) => Html.Format($"""
        <input type="hidden" name="{name}" value="{value}">

        """);

    internal Html SwitchUser(HttpContext context, EmulatorUser user, AuthorizationQuery request) =>
        Post(context, AccountPaths.SignOut, Html.Format($"""
            {Hidden(FormField.ServiceUrl, AccountPaths.Authorize + request.ToQuery())}
            <p class="account"><span>Signed in as {user.Name} <span>({user.Email})</span></span> <button class="link" type="submit">Switch user</button></p>
            """));

    internal Task<bool> IsOwnAsync(HttpContext context) => antiforgery.IsRequestValidAsync(context);
}
