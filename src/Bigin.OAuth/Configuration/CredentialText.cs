namespace Bigin.OAuth;

/// <summary>What a client id or a client secret has to look like. Files and mounted secrets often end in an invisible line break.</summary>
internal static class CredentialText
{
    internal const string Expected = "Copy it from Zoho's API console as it is shown there.";

    // RFC 6749 appendix A.1 and A.2: client-id = *VSCHAR and client-secret = *VSCHAR, where VSCHAR = %x20-7E. So neither a control
    // character can be in one, nor a byte order mark, a zero-width space or a curly quote, which are invisible or come from a word
    // processor. A space and quotes could, but Zoho's have none, and at the ends they come from copying.
    // https://www.rfc-editor.org/rfc/rfc6749#appendix-A.1
    /// <summary>Describes what is wrong with an id or a secret, as the rest of a sentence, or null where nothing is.</summary>
    internal static string? FindFlaw(string? text) => text switch
    {
        null or "" => null,
        _ when text.Any(char.IsControl) => "holds a line break or another control character",
        _ when char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) => "begins or ends with white space",
        _ when text.Any(character => character > '~') => "holds a character outside of ASCII, such as an invisible one or a curly quote",
        ['"', .., '"'] or ['\'', .., '\''] => "is enclosed in quotes",
        _ => null,
    };
}
