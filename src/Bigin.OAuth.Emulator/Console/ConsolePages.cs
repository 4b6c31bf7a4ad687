using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Bigin.OAuth.Emulator.Pages;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Creates the pages of the API console on which a person creates a code for a self client.</summary>
internal sealed class ConsolePages(Forms forms)
{
    private const string DefaultScopes = $"{BiginScopes.Org.Read},{BiginScopes.Modules.Contacts.Read}";

    internal Page Form(HttpContext context, EmulatorUser user, EmulatorClient client, string? error) => new()
    {
        Title = "Generate code",
        Step = "console",
        Status = error is null ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity,
        Body = Html.Format($"""
            {WriteAccount(context, user)}
            <p>Self client <code>{client.Id}</code></p>
            {forms.Post(context, AccountPaths.ConsoleOrganization, Html.Format($"""
                <label for="scopes">Scope</label>
                <input id="scopes" name="{FormField.Scopes}" value="{(error is null ? DefaultScopes : context.Request.Form[FormField.Scopes].ToString())}" required
                  aria-describedby="scopes-hint{(error is null ? "" : " scopes-error")}">
                <p id="scopes-hint" class="hint">Several are separated by commas.</p>
                {(error is null ? Html.Empty : Html.Format($"""<p id="scopes-error" class="error" role="alert">{error}</p>"""))}
                <fieldset>
                <legend>Time duration</legend>
                {Html.Join(SelfClientCodes.Minutes.Select(WriteMinutes))}
                </fieldset>
                <button type="submit">Create</button>
                """))}
            """),
    };

    internal Page NoClient(HttpContext context, EmulatorUser user) => new()
    {
        Title = "No self client",
        Step = "console-no-client",
        Status = HttpStatusCode.NotFound,
        Body = Html.Format($"""
            {WriteAccount(context, user)}
            <p>No self client is registered at data center {user.DataCenter}. Add one to the emulator's setting Clients.</p>
            <p><a href="{AccountPaths.Home}">Back to the start page of the emulator</a></p>
            """),
    };

    internal Page NoOrganization(HttpContext context, EmulatorUser user) => new()
    {
        Title = "You have no Bigin organization",
        Step = "console-no-organization",
        Body = Html.Format($"""
            {WriteAccount(context, user)}
            <p>This account belongs to no Bigin organization, so a code can't give access to anything. Switch the user, or add an organization in the emulator's setting Users.</p>
            <p><a href="{AccountPaths.Console}">Back to the console of the emulator</a></p>
            """),
    };

    internal Page PickOrganization(HttpContext context, EmulatorUser user, string scopes, string minutes) => new()
    {
        Title = "Select portal",
        Step = "console-organization",
        Body = forms.Post(context, AccountPaths.ConsoleCode, Html.Format($"""
            {Forms.Hidden(FormField.Scopes, scopes)}
            {Forms.Hidden(FormField.Minutes, minutes)}
            <fieldset>
            <legend>Bigin</legend>
            {Html.Join(user.Organizations.Select(ConsentPages.WriteChoice))}
            </fieldset>
            <button type="submit">Create</button>
            """)),
    };

    // No script runs on these pages: the code is selected as a whole by a click, and the file is a link that holds it.
    internal static Page ShowCode(JsonObject file, EmulatorOrganization organization, TimeSpan lifetime) => new()
    {
        Title = "Generated code",
        Step = "console-code",
        Body = Html.Format($"""
            <p>For {organization.Name}, valid for {lifetime.TotalMinutes.ToString(CultureInfo.InvariantCulture)} minutes. It works once.</p>
            <p><code class="copy" id="code">{(string)file["code"]!}</code></p>
            <p><a class="button" download="self_client.json" href="data:application/json;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(file.ToJsonString()))}">Download</a></p>
            <p><a href="{AccountPaths.Console}">Generate another code</a></p>
            """),
    };

    private static Html WriteMinutes(int minutes) => Html.Format($"""
        <label class="choice"><input type="radio" name="{FormField.Minutes}" value="{minutes.ToString(CultureInfo.InvariantCulture)}" required{(minutes == SelfClientCodes.Minutes[0] ? Html.Format($" checked") : Html.Empty)}> {minutes.ToString(CultureInfo.InvariantCulture)} minutes</label>
        """);

    private Html WriteAccount(HttpContext context, EmulatorUser user) => forms.Post(context, AccountPaths.SignOut, Html.Format($"""
        {Forms.Hidden(FormField.ServiceUrl, AccountPaths.Console)}
        <p class="account"><span>Signed in as {user.Name} <span>({user.Email})</span></span> <button class="link" type="submit">Switch user</button></p>
        """));
}
