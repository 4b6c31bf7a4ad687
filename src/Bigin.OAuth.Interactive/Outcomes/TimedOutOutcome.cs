using System.Diagnostics;

namespace Bigin.OAuth.Interactive;

/// <summary>No verified answer came within <see cref="BiginInteractiveOptions.Timeout"/>. Nothing was connected.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class TimedOutOutcome : InteractiveConnectOutcome
{
    internal TimedOutOutcome(TimedOut timedOut) => Timeout = timedOut.Timeout;

    /// <summary>Gets how long the wait was.</summary>
    public TimeSpan Timeout { get; }

    internal override InteractivePage Page => new(InteractivePageKind.NotConnected);

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"TimedOutOutcome {{ Timeout = {Timeout} }}";
}
