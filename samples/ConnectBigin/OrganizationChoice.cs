using System.Text.Json;
using Bigin.OAuth.AspNetCore;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace ConnectBigin;

/// <summary>What a person is asked who picked another organization than the connected one: to keep the one, or to switch to the other.</summary>
/// <remarks>It goes from the callback to the page in an encrypted cookie, so that neither the callback's address nor an organization's name is in the history.</remarks>
/// <param name="Current">What people call the connected organization.</param>
/// <param name="Picked">What people call the organization that the person picked, or null where Bigin did not say.</param>
/// <param name="Action">Where the form that switches is posted to.</param>
/// <param name="FieldName">The name of its field.</param>
/// <param name="FieldValue">The value of its field.</param>
internal sealed record OrganizationChoice(string Current, string? Picked, string Action, string FieldName, string FieldValue)
{

    internal static void Keep(HttpContext context, DifferentOrganizationOutcome outcome)
    {
        var choice = new OrganizationChoice(
            outcome.Current.Organization!.Name ?? outcome.Current.Organization.Id,
            outcome.Picked is { } picked ? picked.Name ?? picked.Id : null,
            outcome.SwitchForm.Action,
            outcome.SwitchForm.FieldName,
            outcome.SwitchForm.FieldValue);
        ITempDataDictionary data = context.RequestServices.GetRequiredService<ITempDataDictionaryFactory>().GetTempData(context);
        data[GetName(outcome.Key)] = JsonSerializer.Serialize(choice);
        data.Save();
    }

    /// <summary>Finds the choice that this browser has to make for a customer, also when the page is loaded again.</summary>
    internal static OrganizationChoice? Find(ITempDataDictionary data, string key) =>
        data.Peek(GetName(key)) is string json ? JsonSerializer.Deserialize<OrganizationChoice>(json) : null;

    // One for each connection: two tabs may ask about two customers.
    private static string GetName(string? key) => $"organization-choice-{key}";
}
