namespace Bigin.OAuth.Interactive;

/// <summary>Describes the consent link that a prompt shows.</summary>
public sealed class InteractiveLink
{
    /// <summary>Creates a description, for tests of a prompt.</summary>
    /// <param name="url">The consent link.</param>
    /// <param name="isBrowserOpened">Whether a browser was opened.</param>
    /// <param name="problem">Why the address that was pasted before was not taken.</param>
    /// <exception cref="ArgumentNullException"><paramref name="url"/> is null.</exception>
    public InteractiveLink(Uri url, bool isBrowserOpened, string? problem = null)
    {
        ArgumentNullException.ThrowIfNull(url);
        (Url, IsBrowserOpened, Problem) = (url, isBrowserOpened, problem);
    }

    /// <summary>Gets the consent link. It stays the same until the answer comes, and may be opened several times.</summary>
    public Uri Url { get; }

    /// <summary>Gets a value indicating whether a browser was opened with the link.</summary>
    public bool IsBrowserOpened { get; }

    /// <summary>
    /// Gets a sentence that says why the address that was pasted before was not taken, or <see langword="null"/> the first time.
    /// </summary>
    public string? Problem { get; }

    /// <summary>Describes the link without its state.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"InteractiveLink {{ Server = {Url.Authority}, IsBrowserOpened = {IsBrowserOpened} }}";
}
