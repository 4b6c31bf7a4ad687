namespace Bigin.OAuth;

/// <summary>Specifies why a redirect is not believed. The members stand in the order in which the checks are made.</summary>
public enum RedirectRejection
{
    /// <summary>The query is too long, or a parameter that matters can't be decoded.</summary>
    MalformedQuery,

    /// <summary>A parameter that matters came more than once (RFC 6749 section 3.1 forbids it).</summary>
    DuplicateParameter,

    /// <summary>The query carries a token, which only the implicit flow sends, and that in the fragment.</summary>
    ImplicitToken,

    /// <summary>The query carries both a code and an error.</summary>
    ConflictingParameters,

    /// <summary>The answer has no <c>state</c>, so nothing ties it to this browser.</summary>
    MissingState,

    /// <summary>The <c>state</c> is not the one that was sent: the answer belongs to another attempt, or to an attacker.</summary>
    StateMismatch,

    /// <summary>The answer is neither an error nor complete.</summary>
    MissingParameter,

    /// <summary>The code is too long, or holds a character that RFC 6749 does not allow.</summary>
    InvalidCode,

    /// <summary>The <c>accounts-server</c> is none of the closed map's. Nothing is sent there.</summary>
    UnknownDataCenter,

    /// <summary>The <c>location</c> is not the data center of the <c>accounts-server</c>.</summary>
    DataCenterMismatch,

    /// <summary>The data center is known but not one of <see cref="BiginOAuthOptions.AllowedDataCenters"/>.</summary>
    DataCenterNotAllowed,
}
