using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Keeps the control interface closed to other machines and to pages in a browser.</summary>
internal static class ControlGuard
{
    internal static IResult? FindError(HttpContext context, BiginEmulatorOptions options) =>
        !options.IsControlInterfaceOpen
            ? ControlEndpoints.Error(
                StatusCodes.Status403Forbidden,
                $"The control interface is closed, because {nameof(options.ListenOn)} lets other machines in. Turn on "
                + $"{nameof(options.ControlInterface)} to open it.")
            : IsFromAnotherSite(context.Request)
                ? ControlEndpoints.Error(StatusCodes.Status403Forbidden,
                    "The control interface is for programs, not for pages in a browser.")
                : null;

    // Fetch standard, "Origin": browsers send it with every request that could change something,
    // https://fetch.spec.whatwg.org/#origin-header
    private static bool IsFromAnotherSite(HttpRequest request) =>
        request.Headers.Origin.Count > 0 || request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "none" or "same-origin");
}
