namespace Bigin.OAuth.Interactive;

/// <summary>Describes a page that the browser shows, for <see cref="BiginInteractiveOptions.Page"/>.</summary>
/// <remarks>No value of the redirect's query is in it: anyone who can open an address in the browser can write the query.</remarks>
public sealed class InteractivePage
{
    internal InteractivePage(InteractivePageKind kind, BiginConnection? connection = null) => (Kind, Connection) = (kind, connection);

    /// <summary>Gets what the page is about.</summary>
    public InteractivePageKind Kind { get; }

    /// <summary>
    /// Gets the connection that is stored now, or <see langword="null"/> where <see cref="Kind"/> isn't
    /// <see cref="InteractivePageKind.Connected"/>.
    /// </summary>
    /// <remarks>The name of its organization is what its people have typed. Encode it for HTML.</remarks>
    public BiginConnection? Connection { get; }

    /// <summary>Gets a value indicating whether the program still waits for an answer.</summary>
    public bool IsWaiting => Kind is InteractivePageKind.Rejected or InteractivePageKind.DataCenterNotAllowed;

    /// <summary>Gets a title in English.</summary>
    public string Title => Kind switch
    {
        InteractivePageKind.Connected => "Connected to Bigin",
        InteractivePageKind.Accepted => "You accepted",
        InteractivePageKind.Denied => "You rejected the request",
        InteractivePageKind.NoOrganization => "Your account belongs to no Bigin organization",
        InteractivePageKind.Failed => "Bigin could not go on",
        InteractivePageKind.DifferentOrganization => "You picked another organization",
        InteractivePageKind.Rejected => "This is not the answer that the program waits for",
        InteractivePageKind.DataCenterNotAllowed => "This account is in a data center that the program does not accept",
        _ => "Not connected",
    };

    /// <summary>Gets what happened and what to do next, in English.</summary>
    public string Text => Kind switch
    {
        InteractivePageKind.Connected when Connection?.Organization?.Name is { } name =>
            $"The program is connected to {name}. You can close this tab.",
        InteractivePageKind.Connected => "You can close this tab.",
        InteractivePageKind.Accepted => "You can close this tab and return to the program.",
        InteractivePageKind.Denied => "Nothing was connected. If that was a mistake, start again in the program and accept.",
        InteractivePageKind.NoOrganization =>
        "Create an organization in Bigin, or ask to be invited to one. Then start again in the program.",
        InteractivePageKind.Failed => "Nothing was connected. Return to the program, which says why.",
        InteractivePageKind.DifferentOrganization => "Nothing was changed. Return to the program, which says how to go on.",
        InteractivePageKind.NotSaved =>
        "You accepted, and the program could not save the connection. Return to the program, which says why.",
        InteractivePageKind.Rejected =>
        "Nothing was connected, and the program still waits. Open the link of the program again. If you rejected the request, stop the "
        + "program.",
        InteractivePageKind.DataCenterNotAllowed =>
        "Nothing was connected, and the program still waits. Open the link of the program again and use another account.",
        _ => "You accepted, and Bigin gave the program no lasting access. Return to the program, which says why.",
    };

    /// <summary>Describes the page.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"InteractivePage {{ Kind = {Kind} }}";
}
