using System.Diagnostics;

namespace Bigin.OAuth;

/// <summary>The key is connected to another organization than the one that the user picked now. Nothing was changed.</summary>
/// <remarks>Ask the person, then confirm or discard. This object holds the new tokens and is of use as long as the process runs.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class DifferentOrganization : ConnectResult
{
    private readonly Func<CancellationToken, Task<ConnectResult>> _confirm;
    private readonly Func<CancellationToken, Task<RevocationResponse>> _discard;

    internal DifferentOrganization(
        BiginConnection current,
        Organization picked,
        Func<CancellationToken, Task<ConnectResult>> confirm,
        Func<CancellationToken, Task<RevocationResponse>> discard) =>
        (Current, Picked, _confirm, _discard) = (current, picked, confirm, discard);

    /// <summary>Gets the connection that stands.</summary>
    public BiginConnection Current { get; }

    /// <summary>Gets the organization that the user picked now.</summary>
    public Organization Picked { get; }

    /// <summary>Connects the key to the organization that the user picked now, in place of the other.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><see cref="Connected"/>.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<ConnectResult> ConfirmAsync(CancellationToken cancellationToken = default) => _confirm(cancellationToken);

    /// <summary>Leaves everything as it is, and revokes the new tokens.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What Bigin answered.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<RevocationResponse> DiscardAsync(CancellationToken cancellationToken = default) => _discard(cancellationToken);

    /// <summary>Describes the result.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"DifferentOrganization {{ Current = {Current.Organization}, Picked = {Picked} }}";
}
