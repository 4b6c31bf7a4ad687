namespace Bigin.OAuth.Interactive;

/// <summary>Describes how a person is asked for consent on their own machine.</summary>
/// <remarks>
/// Validated when the host starts. All failures are reported at once, each with the name of the setting and how to fix it.
/// </remarks>
public sealed class BiginInteractiveOptions
{
    /// <summary>Gets or sets how long the person may take to answer.</summary>
    /// <value>Five minutes unless set. More than zero, at most an hour.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets the function that opens the consent link in a browser and says whether it did.</summary>
    /// <value>
    /// The default opens the browser of the system: what <c>BROWSER</c> names, then <c>wslview</c>, <c>xdg-open</c>, <c>open</c> or the
    /// shell of Windows. It opens none where there is no display, as over SSH and in a container.
    /// </value>
    /// <remarks>
    /// It is called on a thread of the pool. Where it throws, no browser was opened, and a warning is logged. The token is canceled as soon
    /// as the answer is there. A function that loads pages itself should load them without it: the last page comes after the answer, and
    /// is waited for, up to five seconds.
    /// </remarks>
    public Func<Uri, CancellationToken, ValueTask<bool>> OpenBrowser { get; set; } = SystemBrowser.Default.OpenAsync;

    /// <summary>Gets or sets what shows the link to the person and takes a pasted address.</summary>
    /// <value>
    /// The default writes to the error stream of the console. It takes no address where the input is redirected, and shows no progress
    /// where the error stream is.
    /// </value>
    public IInteractivePrompt Prompt { get; set; } = new ConsolePrompt(new SystemTerminal(), TimeProvider.System);

    /// <summary>
    /// Gets further redirect URIs that are registered for the client, tried in this order where the port of
    /// <see cref="BiginOAuthOptions.RedirectUri"/> is taken.
    /// </summary>
    /// <value>Empty. Each begins with <c>http://localhost</c>.</value>
    public IList<Uri> RedirectUris { get; } = [];

    /// <summary>Gets or sets the function that makes the HTML of a page that the browser shows.</summary>
    /// <value>The default is a short page in English, light and dark.</value>
    /// <remarks>
    /// A page can't load or run anything, but has styles of its own. Where the function throws, the default page is shown, and a warning is
    /// logged.
    /// </remarks>
    public Func<InteractivePage, string> Page { get; set; } = BuiltInPage.Write;
}
