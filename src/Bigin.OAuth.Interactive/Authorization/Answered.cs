using System.Diagnostics;

namespace Bigin.OAuth.Interactive;

/// <summary>Bigin's answer to the link came, and its state is verified.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Answered : InteractiveAuthorization
{
    internal Answered(RedirectResponse response) => Response = response;

    /// <summary>
    /// Gets the answer: an <see cref="AuthorizationResult"/>, <see cref="AuthorizationDenied"/> or <see cref="AuthorizationFailed"/> with a
    /// verified state.
    /// </summary>
    /// <remarks>What is rejected, or names an error without the state of the link, may be forged and ends no wait.</remarks>
    public RedirectResponse Response { get; }

    /// <summary>Describes the result without the code.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"Answered {{ {Response} }}";
}
