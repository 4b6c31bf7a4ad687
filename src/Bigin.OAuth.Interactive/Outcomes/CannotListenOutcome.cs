using System.Diagnostics;

namespace Bigin.OAuth.Interactive;

/// <summary>No redirect URI could be listened on. The person was not asked.</summary>
/// <remarks>
/// Register further redirect URIs in Zoho's API console, and add them to <see cref="BiginInteractiveOptions.RedirectUris"/>.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class CannotListenOutcome : InteractiveConnectOutcome
{
    internal CannotListenOutcome(CannotListen cannotListen) => (Reason, Message) = (cannotListen.Reason, cannotListen.Message);

    /// <summary>Gets why the first of the redirect URIs could not be listened on.</summary>
    public ListenFailure Reason { get; }

    /// <summary>Gets a sentence that names every port that was tried and says what to do.</summary>
    public string Message { get; }

    internal override InteractivePage Page => new(InteractivePageKind.NotConnected);

    /// <summary>Describes the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"CannotListenOutcome {{ Reason = {Reason} }}";
}
