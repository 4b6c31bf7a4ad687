using System.Diagnostics;

namespace Bigin.OAuth.Interactive;

/// <summary>No redirect URI could be listened on. No link was made, no browser was opened.</summary>
/// <remarks>A program that listens on the port would get the code, so there is no way on without the port.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class CannotListen : InteractiveAuthorization
{
    internal CannotListen(ListenFailure reason, string message) => (Reason, Message) = (reason, message);

    /// <summary>Gets why the first of the redirect URIs could not be listened on.</summary>
    public ListenFailure Reason { get; }

    /// <summary>Gets a sentence that names every port that was tried and says what to do.</summary>
    public string Message { get; }

    /// <summary>Describes the result.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"CannotListen {{ Reason = {Reason} }}";
}
