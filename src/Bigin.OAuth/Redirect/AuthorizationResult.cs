using System.Diagnostics;

namespace Bigin.OAuth;

/// <summary>
/// The user accepted, and state, code and data center have been checked. Only <see cref="RedirectResponseParser"/> makes one.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class AuthorizationResult : RedirectResponse
{
    internal AuthorizationResult(AuthorizationCode code, DataCenter dataCenter, bool isStateVerified, Uri redirectUri,
        string[]? requestedScopes, string? codeVerifier) =>
        (Code, DataCenter, IsStateVerified, RedirectUri, RequestedScopes, CodeVerifier) =
            (code, dataCenter, isStateVerified, redirectUri, requestedScopes, codeVerifier);

    /// <summary>Gets the code. It is sent to <see cref="AccountsServer"/> and nowhere else.</summary>
    public AuthorizationCode Code { get; }

    /// <summary>Gets the data center that holds the user's account: the entry of the closed map that the redirect named.</summary>
    public DataCenter DataCenter { get; }

    /// <summary>Gets the id of the data center, such as <c>us</c>.</summary>
    public string Location => DataCenter.Id;

    /// <summary>Gets the server that gives tokens for the code, as the closed map writes it.</summary>
    public Uri AccountsServer => DataCenter.AccountsServer;

    /// <summary>
    /// Gets whether the state was compared. False only from <see cref="RedirectResponseParser.ParseWithoutState(string)"/>.
    /// </summary>
    public bool IsStateVerified { get; }

    /// <summary>Gets the redirect URI in the link: the exchange has to name the same.</summary>
    internal Uri RedirectUri { get; }

    /// <summary>Gets the scopes in the link, or null where only its state was kept.</summary>
    internal IReadOnlyList<string>? RequestedScopes { get; }

    /// <summary>Gets the code verifier, where the link carries its challenge.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal string? CodeVerifier { get; }

    /// <summary>Describes the result without the code.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() =>
        $"AuthorizationResult {{ Location = {Location}, Code = [redacted], IsStateVerified = {IsStateVerified} }}";
}
