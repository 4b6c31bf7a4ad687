using System.Diagnostics;

namespace Bigin.OAuth.Interactive;

/// <summary>The person accepted, and Bigin gave no tokens for the code.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ConnectFailedOutcome : InteractiveConnectOutcome
{
    internal ConnectFailedOutcome(ConnectFailed failed) => Error = failed.Error;

    /// <summary>Gets what Bigin responded, or why nothing came. <see cref="TokenError.Hint"/> says how to fix it.</summary>
    public TokenError Error { get; }

    internal override InteractivePage Page => new(InteractivePageKind.NotConnected);

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"ConnectFailedOutcome {{ {Error} }}";
}
