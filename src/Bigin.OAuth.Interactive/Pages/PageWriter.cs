using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Interactive;

/// <summary>Makes the HTML of a page by the host's function, or by the library's where that fails.</summary>
internal sealed class PageWriter(Func<InteractivePage, string> write, ILogger logger)
{
    internal string Write(InteractivePage page)
    {
        try
        {
            return write(page) ?? BuiltInPage.Write(page);
        }
#pragma warning disable CA1031 // The person has to see what came of it, also where the host's function throws.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            InteractiveLog.PageFailed(logger, exception);
            return BuiltInPage.Write(page);
        }
    }
}
