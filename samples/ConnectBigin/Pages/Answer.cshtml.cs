using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ConnectBigin;

/// <summary>The page that says what came back from Bigin where that was no connection.</summary>
public sealed class AnswerModel : PageModel
{
    internal Answer Answer { get; private set; } = Answer.NothingToAnswer;

    internal DemoTenant? Tenant { get; private set; }

    /// <summary>Gets the choice between two organizations, where this browser has one to make.</summary>
    internal OrganizationChoice? Choice { get; private set; }

    /// <summary>Shows one of the answers that there are.</summary>
    public IActionResult OnGet(string name)
    {
        if (Answer.Find(name) is not { } answer)
        {
            return RedirectToPage("/Index");
        }

        (Answer, Tenant) = (answer, DemoTenant.Of(HttpContext));
        Choice = Tenant is { } tenant ? FindChoice(tenant) : null;
        return Page();
    }

    // The address may be an older one, or made up: only a choice that belongs to its answer is shown.
    private OrganizationChoice? FindChoice(DemoTenant tenant) =>
        OrganizationChoice.Find(TempData, tenant.Key) is { } choice && Answer == (choice.Picked is null ? Answer.UnknownOrganization : Answer.OtherOrganization)
            ? choice
            : null;
}
