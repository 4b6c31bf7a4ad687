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
        Choice = answer == Answer.OtherOrganization ? OrganizationChoice.Find(TempData) : null;
        return Page();
    }
}
