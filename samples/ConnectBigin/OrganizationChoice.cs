using System.Text.Json;
using Bigin.OAuth.AspNetCore;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace ConnectBigin;

/// <summary>What a person is asked who picked another organization than the connected one: to keep the one, or to switch to the other.</summary>
/// <remarks>It goes from the callback to the page in an encrypted cookie, so that neither the callback's address nor an organization's name is in the history.</remarks>
internal sealed record OrganizationChoice(string Current, string? Picked, string Action, string FieldName, string FieldValue)
{
    private const string Name = "organization-choice";

    internal static void Keep(HttpContext context, DifferentOrganizationOutcome outcome)
    {
        var choice = new OrganizationChoice(
            outcome.Current.Organization!.Name ?? outcome.Current.Organization.Id,
            outcome.Picked is { } picked ? picked.Name ?? picked.Id : null,
            outcome.SwitchForm.Action,
            outcome.SwitchForm.FieldName,
            outcome.SwitchForm.FieldValue);
        ITempDataDictionary data = context.RequestServices.GetRequiredService<ITempDataDictionaryFactory>().GetTempData(context);
        data[Name] = JsonSerializer.Serialize(choice);
        data.Save();
    }

    /// <summary>Finds the choice that this browser has to make, also when the page is loaded again.</summary>
    internal static OrganizationChoice? Find(ITempDataDictionary data) =>
        data.Peek(Name) is string json ? JsonSerializer.Deserialize<OrganizationChoice>(json) : null;
}
