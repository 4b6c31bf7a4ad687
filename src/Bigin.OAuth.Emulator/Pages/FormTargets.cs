namespace Bigin.OAuth.Emulator.Pages;

/// <summary>Where the forms of one authorization may lead. Chromium holds the redirects behind a form to the policy of its page too.</summary>
internal static class FormTargets
{
    internal static IEnumerable<string> GetOrigins(AccountDirectory directory, AuthorizationQuery? request) =>
        directory.DataCenters.Select(dataCenter => Origin(dataCenter.AccountsServer))
            .Concat(request is null ? [] : [Origin(new Uri(request.RedirectUri, UriKind.Absolute))]);

    // A custom scheme of a mobile client has no origin.
    private static string Origin(Uri uri) => uri.Scheme is "http" or "https" ? uri.GetLeftPart(UriPartial.Authority) : uri.Scheme + ":";
}
