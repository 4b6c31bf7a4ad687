using System.Diagnostics;

namespace Bigin.OAuth;

/// <summary>The key is connected to another organization than the one that the user picked now. Nothing was changed.</summary>
/// <remarks>Ask the person, then confirm or discard. This object holds the new tokens and is of use as long as the process runs.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class DifferentOrganization : ConnectResult
{
    private const int Confirmed = 1;
    private const int Discarded = 2;

    private readonly Func<CancellationToken, Task<ConnectResult>> _confirm;
    private readonly Func<CancellationToken, Task<RevocationResponse>> _discard;
    private int _answer;

    internal DifferentOrganization(
        BiginConnection current,
        BiginOrganization picked,
        Func<CancellationToken, Task<ConnectResult>> confirm,
        Func<CancellationToken, Task<RevocationResponse>> discard) =>
        (Current, Picked, _confirm, _discard) = (current, picked, confirm, discard);

    /// <summary>Gets the connection that stands.</summary>
    public BiginConnection Current { get; }

    /// <summary>Gets the organization that the user picked now.</summary>
    public BiginOrganization Picked { get; }

    /// <summary>Connects the key to the organization that the user picked now, in place of the other.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><see cref="Connected"/>.</returns>
    /// <exception cref="InvalidOperationException"><see cref="DiscardAsync"/> was called before: the new tokens are of no use any more. Or the store never saves.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<ConnectResult> ConfirmAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Decide(Confirmed);
        return await _confirm(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Leaves everything as it is, and revokes the new tokens.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What Bigin answered. Where it failed, this may be called again.</returns>
    /// <exception cref="InvalidOperationException"><see cref="ConfirmAsync"/> was called before: it is the connection now, and ends by <see cref="BiginConnections.DisconnectAsync"/>.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<RevocationResponse> DiscardAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Decide(Discarded);
        return await _discard(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Describes the result.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"DifferentOrganization {{ Current = {Current.Organization}, Picked = {Picked} }}";

    // The first answer counts: a form that is sent twice must not revoke what it connected.
    private void Decide(int answer)
    {
        if (Interlocked.CompareExchange(ref _answer, answer, 0) is var first && first != 0 && first != answer)
        {
            throw new InvalidOperationException($"The new connection was {(first == Confirmed ? "confirmed" : "discarded")} before.");
        }
    }
}
