using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>The user rejected the request.</summary>
/// <remarks>
/// A response without state may be forged by anyone. The attempt then goes on, and <see cref="ConnectOutcome.Key"/> is
/// <see langword="null"/>.
/// </remarks>
public sealed class AuthorizationDeniedOutcome : ConnectOutcome
{
    internal AuthorizationDeniedOutcome(AuthorizationDenied denial, Attempt? attempt)
        : base(attempt) => Denial = denial;

    /// <summary>Gets what came back.</summary>
    public AuthorizationDenied Denial { get; }

    /// <inheritdoc/>
    public override IResult ToResult() => Problem.Denied;

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"AuthorizationDeniedOutcome {{ {Denial} }}";
}
