namespace Bigin.OAuth.Interactive;

/// <summary>Specifies what a page of the browser is about.</summary>
public enum InteractivePageKind
{
    /// <summary>The person accepted, and the connection is stored.</summary>
    Connected,

    /// <summary>
    /// The person accepted, and the program goes on by itself: it has called <see cref="BiginInteractiveConnector.AuthorizeAsync"/>.
    /// </summary>
    Accepted,

    /// <summary>The person rejected the request.</summary>
    Denied,

    /// <summary>The person belongs to no Bigin organization.</summary>
    NoOrganization,

    /// <summary>Bigin named another error.</summary>
    Failed,

    /// <summary>The person accepted, and Bigin gave no tokens that last.</summary>
    NotConnected,

    /// <summary>The person picked another organization than the connected one. Nothing was changed.</summary>
    DifferentOrganization,

    /// <summary>The person accepted, and the program could not save the connection or has ended before.</summary>
    NotSaved,

    /// <summary>What came to the redirect URI isn't Bigin's verified answer to the link. The program goes on waiting.</summary>
    Rejected,

    /// <summary>The account is in a data center that the program doesn't accept. The program goes on waiting for another account.</summary>
    DataCenterNotAllowed,
}
