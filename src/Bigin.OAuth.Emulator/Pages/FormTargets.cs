namespace Bigin.OAuth.Emulator.Pages;

/// <summary>
/// Provides the origins to which the forms of an authorization may lead. Chromium applies the policy of the page to the redirects after a
/// form too.
/// </summary>
internal static class FormTargets
{
    internal static IEnumerable<string> GetOrigins(AccountDirectory directory, AuthorizationQuery? request) =>
        directory.DataCenters.Select(dataCenter => GetOrigin(dataCenter.AccountsServer))
            .Concat(request is null ? [] : [GetOrigin(new Uri(request.RedirectUri, UriKind.Absolute))]);

    // A custom scheme of a mobile client has no origin.
    private static string GetOrigin(Uri uri) => uri.Scheme is "http" or "https" ? uri.GetLeftPart(UriPartial.Authority) : uri.Scheme + ":";
}
