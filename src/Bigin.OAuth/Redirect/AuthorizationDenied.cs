namespace Bigin.OAuth;

/// <summary>The user rejected the request: <c>error=access_denied</c>.</summary>
/// <remarks>
/// Anyone can forge a rejection without a state. Where <see cref="IsStateVerified"/> is false, show it, and let nothing end because of it.
/// </remarks>
public sealed class AuthorizationDenied : RedirectResponse
{
    /// <summary>The name of the error, from RFC 6749 section 4.1.2.1.</summary>
    internal const string ErrorName = "access_denied";

    internal AuthorizationDenied(string? errorDescription, bool isStateVerified) =>
        (Error, ErrorDescription, IsStateVerified) = (ErrorName, errorDescription, isStateVerified);

    /// <summary>Gets the error as it was sent.</summary>
    /// <value>Always <c>access_denied</c>.</value>
    public string Error { get; }

    /// <summary>Gets the server's own words, in the user's language, or null where there are none that can be printed.</summary>
    /// <value>At most 1,024 characters of untrusted text: encode it wherever it is shown.</value>
    public string? ErrorDescription { get; }

    /// <summary>Gets whether a state came with the rejection and was the one that was sent.</summary>
    public bool IsStateVerified { get; }

    /// <summary>Describes the rejection without the server's words.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"AuthorizationDenied {{ IsStateVerified = {IsStateVerified} }}";
}
