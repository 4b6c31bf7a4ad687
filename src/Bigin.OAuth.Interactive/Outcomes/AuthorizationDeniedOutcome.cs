using System.Diagnostics;

namespace Bigin.OAuth.Interactive;

/// <summary>The person rejected the request.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class AuthorizationDeniedOutcome : InteractiveConnectOutcome
{
    internal AuthorizationDeniedOutcome(AuthorizationDenied denial) => Denial = denial;

    /// <summary>Gets what came back. Its state is verified.</summary>
    public AuthorizationDenied Denial { get; }

    internal override InteractivePage Page => new(InteractivePageKind.Denied);

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"AuthorizationDeniedOutcome {{ {Denial} }}";
}
