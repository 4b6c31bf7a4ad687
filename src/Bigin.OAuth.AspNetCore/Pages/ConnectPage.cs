namespace Bigin.OAuth.AspNetCore;

/// <summary>Describes the page that a person sees where nothing was connected.</summary>
/// <remarks>
/// Its texts are in English. No value of the redirect's query is in it, but the names of organizations come from Bigin: encode them.
/// </remarks>
public sealed class ConnectPage
{
    internal ConnectPage(string type, string title, string text, string returnUrl, string? connectUrl) =>
        (Type, Title, Text, ReturnUrl, ConnectUrl) = (type, title, text, returnUrl, connectUrl);

    /// <summary>
    /// Gets what happened, as the <c>type</c> of problem details names it without <c>urn:bigin-oauth:</c>, such as
    /// <c>authorization-denied</c>.
    /// </summary>
    public string Type { get; }

    /// <summary>Gets a sentence that says what happened.</summary>
    public string Title { get; }

    /// <summary>Gets a sentence or two that say what to do next.</summary>
    public string Text { get; }

    /// <summary>Gets the address of the host's own that leads back.</summary>
    public string ReturnUrl { get; }

    /// <summary>Gets the address that starts a new attempt, or <see langword="null"/> where that doesn't help.</summary>
    public string? ConnectUrl { get; }

    /// <summary>Gets the name of the organization that is connected, where another one was picked, or <see langword="null"/>.</summary>
    public string? CurrentOrganization { get; internal init; }

    /// <summary>
    /// Gets the name of the organization that was picked, or <see langword="null"/> where it is not about that or could not be read.
    /// </summary>
    public string? PickedOrganization { get; internal init; }

    /// <summary>
    /// Gets the form that moves the connection to another organization, or <see langword="null"/> where it is not about that.
    /// </summary>
    public OrganizationSwitchForm? SwitchForm { get; internal init; }

    /// <summary>Describes the page.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"ConnectPage {{ Type = {Type} }}";
}
