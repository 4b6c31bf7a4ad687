using System.Diagnostics;

namespace Bigin.OAuth.Interactive;

/// <summary>No verified answer came within <see cref="BiginInteractiveOptions.Timeout"/>.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class TimedOut : InteractiveAuthorization
{
    internal TimedOut(TimeSpan timeout) => Timeout = timeout;

    /// <summary>Gets how long the wait was.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Describes the result.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"TimedOut {{ Timeout = {Timeout} }}";
}
