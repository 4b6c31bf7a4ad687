using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator.Pages;

/// <summary>Creates the pages on which a person picks an organization, and accepts or rejects.</summary>
internal sealed class ConsentPages(Forms forms, AccountDirectory directory, BiginEmulatorOptions options)
{
    internal Page PickOrganization(HttpContext context, AuthorizationQuery request, EmulatorUser user) => new()
    {
        Title = "Choose an organization",
        Step = "organization",
        FormTargets = FormTargets.GetOrigins(directory, request),
        Body = Html.Format($"""
            {forms.SwitchUser(context, user, request)}
            <p>{request.Client.Name} gets access to the one that you choose.</p>
            {Forms.Get(AccountPaths.Approve, request.Parameters, Html.Format($"""
                <fieldset>
                <legend>Your organizations</legend>
                {Html.Join(user.Organizations.Select(WriteChoice))}
                </fieldset>
                <button type="submit">Submit</button>
                """))}
            """),
    };

    internal Page AskConsent(HttpContext context, AuthorizationQuery request, EmulatorUser user, EmulatorOrganization organization) => new()
    {
        Title = $"{request.Client.Name} would like to access your Bigin data",
        Step = "consent",
        FormTargets = FormTargets.GetOrigins(directory, request),
        Body = Html.Format($"""
            {forms.SwitchUser(context, user, request)}
            <p>Organization: <strong>{organization.Name}</strong></p>
            <p>{request.Client.Name} asks for these permissions:</p>
            <ul class="scopes">
            {Html.Join(request.Scopes.Distinct(StringComparer.OrdinalIgnoreCase).Select(scope => Html.Format($"""
                <li>{KnownScopes.Describe(scope)} <code>{scope}</code>{(options.IsWithheld(scope) ? " Not granted: the emulator's setting WithheldScopes." : "")}</li>

                """)))}
            </ul>
            {forms.Post(context, AccountPaths.Approve + request.ToQuery(), Html.Format($"""
                {Forms.Hidden(FormField.Organization, organization.Id)}
                <div class="decision">
                <button type="submit" name="{FormField.Decision}" value="{FormField.Accept}">Accept</button>
                <button class="quiet" type="submit" name="{FormField.Decision}" value="{FormField.Reject}">Reject</button>
                </div>
                """))}
            """),
    };

    // Zoho's announcement of 10 February 2025: "Back to app" replaces Accept and Reject.
    internal Page NoOrganization(HttpContext context, AuthorizationQuery request, EmulatorUser user) => new()
    {
        Title = "You have no Bigin organization",
        Step = "no-organization",
        FormTargets = FormTargets.GetOrigins(directory, request),
        Body = Html.Format($"""
            {forms.SwitchUser(context, user, request)}
            <p>{request.Client.Name} asks for access to a Bigin organization, and this account belongs to none.</p>
            {forms.Post(context, AccountPaths.Approve + request.ToQuery(), Html.Format($"""
                <button type="submit" name="{FormField.Decision}" value="{FormField.BackToApp}">Back to app</button>
                """))}
            """),
    };

    internal static Html WriteChoice(EmulatorOrganization organization) => Html.Format($"""
        <label class="choice"><input type="radio" name="{FormField.Organization}" value="{organization.Id}" required> {organization.Name}</label>

        """);
}
