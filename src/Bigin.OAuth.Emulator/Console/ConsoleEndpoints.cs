using System.Globalization;
using System.Text.Json.Nodes;
using Bigin.OAuth.Emulator.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Bigin.OAuth.Emulator;

/// <summary>Leads a person through "Generate Code" of the console: scopes and validity, organization, code.</summary>
internal sealed class ConsoleEndpoints(
    AccountDirectory directory, SignIns signIns, SelfClientCodes codes, CodeIssuer issuer, Forms forms, ConsolePages pages,
    ErrorPages errors, BiginEmulatorOptions options)
{
    internal IResult ShowForm(HttpContext context) =>
        (IResult?)RedirectElsewhere(context, out EmulatorUser? user) ?? ShowForm(context, user!, null);

    internal async Task<IResult> PickOrganizationAsync(HttpContext context)
    {
        if (!await forms.IsOwnAsync(context).ConfigureAwait(false))
        {
            return ShowError(context, RequestError.ForgedForm());
        }

        if (RedirectElsewhere(context, out EmulatorUser? user) is { } elsewhere)
        {
            return elsewhere;
        }

        if (FindError(context.Request.Form) is { } error)
        {
            return ShowForm(context, user!, error);
        }

        if (user!.Organizations.Count == 0)
        {
            Journal.SetOutcome(context, "no organization");
            return pages.NoOrganization(context, user);
        }

        return pages.PickOrganization(
            context, user, context.Request.Form[FormField.Scopes].ToString(), context.Request.Form[FormField.Minutes].ToString());
    }

    internal async Task<IResult> CreateAsync(HttpContext context)
    {
        if (!await forms.IsOwnAsync(context).ConfigureAwait(false))
        {
            return ShowError(context, RequestError.ForgedForm());
        }

        if (RedirectElsewhere(context, out EmulatorUser? user) is { } elsewhere)
        {
            return elsewhere;
        }

        IFormCollection form = context.Request.Form;
        EmulatorClient? client = codes.FindClient(user!);
        if (client is null || FindError(form) is not null)
        {
            return ShowForm(context, user!, FindError(form));
        }

        EmulatorOrganization? organization =
            user!.Organizations.FirstOrDefault(organization => organization.Id == form[FormField.Organization]);
        if (organization is null)
        {
            return ShowError(context, RequestError.ForeignOrganization(user));
        }

        var lifetime = TimeSpan.FromMinutes(int.Parse(form[FormField.Minutes].ToString(), CultureInfo.InvariantCulture));
        JsonObject? file = codes.TryCreate(client, user, organization, AuthorizationQuery.SplitScopes(form[FormField.Scopes]), lifetime);
        if (file is null)
        {
            return ShowError(context, RequestError.TooManyCodes(options.CodesPerTenMinutes, issuer.GetWait(client)));
        }

        Journal.SetOutcome(context, "code issued");
        return ConsolePages.ShowCode(file, organization, lifetime);
    }

    private Page ShowForm(HttpContext context, EmulatorUser user, string? error)
    {
        if (codes.FindClient(user) is { } client)
        {
            return pages.Form(context, user, client, error);
        }

        Journal.SetOutcome(context, "no self client");
        return pages.NoClient(context, user);
    }

    private Page ShowError(HttpContext context, RequestError error) => errors.Create(context, error, AccountPaths.Console);

    private string? FindError(IFormCollection form)
    {
        string[] scopes = AuthorizationQuery.SplitScopes(form[FormField.Scopes]);
        string[] unknown = [.. scopes.Where(scope => !KnownScopes.Exists(scope, options))];
        return scopes.Length == 0 ? "Enter a scope."
            : unknown.Length > 0 ? $"Enter a valid scope. Not known: {string.Join(", ", unknown)}."
            : !SelfClientCodes.Minutes.Any(minutes => form[FormField.Minutes] == minutes.ToString(CultureInfo.InvariantCulture))
                ? "Choose for how long the code is valid."
            : null;
    }

    // Bigin, "Self client": the code is made in the console of the user's own data center.
    private SeeOtherResult? RedirectElsewhere(HttpContext context, out EmulatorUser? user)
    {
        user = signIns.Find(context);
        return user is null
            ? SeeOtherResult.To(QueryHelpers.AddQueryString(AccountPaths.SignIn, FormField.ServiceUrl, AccountPaths.Console))
            : AccountDirectory.IsAt(user, directory.GetDataCenter(context)) ? null
            : SeeOtherResult.To(directory.GetDataCenter(user).AccountsServer.GetLeftPart(UriPartial.Authority) + AccountPaths.Console);
    }
}
