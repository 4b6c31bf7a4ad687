using System.Diagnostics;

namespace Bigin.OAuth.Interactive;

/// <summary>Bigin named another error than a rejection, such as that the person belongs to no organization.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class AuthorizationFailedOutcome : InteractiveConnectOutcome
{
    internal AuthorizationFailedOutcome(AuthorizationFailed failure) => Failure = failure;

    /// <summary>Gets what came back. Its state is verified.</summary>
    public AuthorizationFailed Failure { get; }

    internal override InteractivePage Page =>
        new(Failure.IsNoOrganization ? InteractivePageKind.NoOrganization : InteractivePageKind.Failed);

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"AuthorizationFailedOutcome {{ {Failure} }}";
}
