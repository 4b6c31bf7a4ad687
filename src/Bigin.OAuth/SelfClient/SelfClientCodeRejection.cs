namespace Bigin.OAuth;

/// <summary>Lists why a text holds no code that can be exchanged, in the order of the checks.</summary>
public enum SelfClientCodeRejection
{
    /// <summary>
    /// The text isn't the console's file: it isn't a JSON object, is longer than 64 KiB, names a member twice, or a member has another
    /// type.
    /// </summary>
    Malformed = 0,

    /// <summary>There is no code.</summary>
    MissingCode,

    /// <summary>The file's <c>grant_type</c> isn't <c>authorization_code</c>.</summary>
    UnsupportedGrantType,

    /// <summary>
    /// The code holds a character that RFC 6749 doesn't allow, is enclosed in quotes, is longer than 2,048 characters, or is an address, a
    /// path or a file's name in place of it.
    /// </summary>
    InvalidCode,

    /// <summary>The file's <c>expiry_time</c> was more than a minute ago.</summary>
    Expired,

    /// <summary>The data center isn't one of <see cref="BiginOAuthOptions.AllowedDataCenters"/>.</summary>
    DataCenterNotAllowed,
}
