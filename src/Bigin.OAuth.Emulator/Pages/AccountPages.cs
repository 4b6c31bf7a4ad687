using System.Net;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator.Pages;

/// <summary>Creates the pages on which a person signs in and out.</summary>
internal sealed class AccountPages(Forms forms, AccountDirectory directory, BiginEmulatorOptions options)
{
    internal Page Home(HttpContext context, EmulatorUser? user) => new()
    {
        Title = "Accounts",
        Step = "home",
        Body = user is null
            ? Html.Format($"""
                <p>You are not signed in to data center {directory.GetDataCenter(context).Id}.</p>
                <p><a class="button" href="{AccountPaths.SignIn}">Sign in</a></p>
                """)
            : forms.Post(context, AccountPaths.SignOut, Html.Format($"""
                <p>You are signed in as {user.Name} ({user.Email}).</p>
                <p><a href="{AccountPaths.Console}">Create a code for a self client</a>, as in Zoho's API console.</p>
                <p><button type="submit">Sign out</button></p>
                """)),
    };

    internal Page SignIn(HttpContext context, AuthorizationQuery? request, string serviceUrl, string? email = null, string? error = null) =>
        new()
        {
            Title = "Sign in",
            Step = "sign-in",
            Status = error is null ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity,
            FormTargets = FormTargets.GetOrigins(directory, request),
            Body = Html.Format($"""
            <p>{(request is null ? "to access your accounts" : $"to access Bigin and go on to {request.Client.Name}")}</p>
            {forms.Post(context, AccountPaths.SignIn, WriteSignInFields(serviceUrl, email, error))}
            {forms.Post(context, AccountPaths.SignIn, WriteUsers(context, serviceUrl))}
            """),
        };

    private static Html WriteSignInFields(string serviceUrl, string? email, string? error) => Html.Format($"""
        {Forms.Hidden(FormField.ServiceUrl, serviceUrl)}
        <label for="email">E-mail address</label>
        <input id="email" name="{FormField.Email}" type="email" value="{email}" autocomplete="username" required autofocus{WriteInvalid(error)}>
        {(error is null ? Html.Empty : Html.Format($"""<p id="email-error" class="error" role="alert">{error}</p>"""))}
        <button type="submit">Next</button>
        """);

    private static Html WriteInvalid(string? error) => error is null ? Html.Empty : Html.Format($""" aria-invalid="true" aria-describedby="email-error" """);

    private Html WriteUsers(HttpContext context, string serviceUrl)
    {
        DataCenter here = directory.GetDataCenter(context);
        IEnumerable<EmulatorUser> users =
            options.Users.Where(user => directory.GetLinked(here).Any(dataCenter => AccountDirectory.IsAt(user, dataCenter)));
        return Html.Format($"""
            {Forms.Hidden(FormField.ServiceUrl, serviceUrl)}
            <h2>Who can sign in here</h2>
            <ul class="users">
            {Html.Join(users.Select(user => Html.Format($"""
                <li><button class="user" type="submit" name="{FormField.Email}" value="{user.Email}">
                <strong>{user.Name}</strong> <span>{user.Email}, {user.DataCenter}, {CountOrganizations(user)}</span></button></li>

                """)))}
            </ul>
            """);
    }

    private static string CountOrganizations(EmulatorUser user) => user.Organizations.Count switch
    {
        0 => "no organization",
        1 => "1 organization",
        int count => $"{count} organizations",
    };
}
