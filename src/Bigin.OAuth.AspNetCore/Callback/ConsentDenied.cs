using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.AspNetCore;

/// <summary>The user rejected.</summary>
/// <remarks>Where the answer came without state, anyone may have forged it: the attempt goes on, and <see cref="ConnectOutcome.Key"/> is null.</remarks>
public sealed class ConsentDenied : ConnectOutcome
{
    internal ConsentDenied(AuthorizationDenied denial, Attempt? attempt)
        : base(attempt) => Denial = denial;

    /// <summary>Gets what came back.</summary>
    public AuthorizationDenied Denial { get; }

    /// <inheritdoc/>
    public override IResult ToResult() => Problem.Denied;

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"ConsentDenied {{ {Denial} }}";
}
