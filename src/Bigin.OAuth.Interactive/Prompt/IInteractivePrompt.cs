namespace Bigin.OAuth.Interactive;

/// <summary>Shows the consent link to the person, and may take the address that their browser came back to.</summary>
/// <remarks>
/// Called on a thread of the pool, once for each wait, and once more after each pasted address that was not taken. Calls for several waits
/// may run at the same time.
/// </remarks>
public interface IInteractivePrompt
{
    /// <summary>Shows the link. Returns the pasted address, or <see langword="null"/> where the person can't paste one.</summary>
    /// <remarks>
    /// The browser may answer at any time: then <paramref name="cancellationToken"/> is cancelled, and the prompt has to end soon.
    /// A pasted address holds a code, so don't print or log it. An exception ends the wait.
    /// </remarks>
    /// <param name="link">The link, and whether a browser was opened.</param>
    /// <param name="cancellationToken">Cancelled when the wait has ended.</param>
    /// <returns>The pasted address, or <see langword="null"/>. After <see langword="null"/> the prompt isn't called again for this
    /// wait.</returns>
    ValueTask<string?> ShowAsync(InteractiveLink link, CancellationToken cancellationToken);
}
