using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ConnectBigin;

/// <summary>The page with the button.</summary>
public sealed class IndexModel : PageModel;
