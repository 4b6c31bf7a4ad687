namespace Bigin.OAuth;

/// <summary>Bigin named an error other than the user's rejection (RFC 6749 section 4.1.2.1).</summary>
/// <remarks>
/// Anyone can forge an error without a state. Where <see cref="IsStateVerified"/> is false, show it, and let nothing end because of it.
/// </remarks>
public sealed class AuthorizationFailed : RedirectResponse
{
    // Zoho's announcement "Upcoming changes to the permission grant flow for OAuth apps": the redirect carries error=no_org.
    private const string NoOrganization = "no_org";

    internal AuthorizationFailed(string error, string? errorDescription, bool isStateVerified) =>
        (Error, ErrorDescription, IsStateVerified) = (error, errorDescription, isStateVerified);

    /// <summary>Gets the error as it was sent.</summary>
    /// <value>Untrusted text of the printable ASCII characters that RFC 6749 allows: encode it wherever it is shown.</value>
    public string Error { get; }

    /// <summary>Gets the server's own words, in the user's language, or null where there are none that can be printed.</summary>
    /// <value>At most 1,024 characters of untrusted text: encode it wherever it is shown.</value>
    public string? ErrorDescription { get; }

    /// <summary>
    /// Gets whether the user belongs to no Bigin organization, which is <c>error=no_org</c>. The fix is to create or join one.
    /// </summary>
    public bool IsNoOrganization => Error == NoOrganization;

    /// <summary>Gets whether a state came with the error and was the one that was sent.</summary>
    public bool IsStateVerified { get; }

    /// <summary>Describes the failure without the server's words.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() =>
        $"AuthorizationFailed {{ IsNoOrganization = {IsNoOrganization}, IsStateVerified = {IsStateVerified} }}";
}
