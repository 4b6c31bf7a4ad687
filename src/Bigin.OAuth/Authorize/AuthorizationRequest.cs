namespace Bigin.OAuth;

/// <summary>Holds one consent link and what the host has to keep until the user comes back.</summary>
public sealed class AuthorizationRequest
{
    internal AuthorizationRequest(Uri url, PendingAuthorization pending) => (Url, Pending) = (url, pending);

    /// <summary>Gets the address to send the user's browser to.</summary>
    public Uri Url { get; }

    /// <summary>Gets the <c>state</c> in the link, which ties the answer to this browser (RFC 6749 section 10.12).</summary>
    public string State => Pending.State;

    /// <summary>Gets what the host keeps for this browser, and hands to <see cref="RedirectResponseParser"/> with the answer.</summary>
    public PendingAuthorization Pending { get; }

    /// <summary>Describes the request by the server it goes to, without the state.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"AuthorizationRequest {{ AccountsServer = {Url.GetLeftPart(UriPartial.Authority)} }}";
}
