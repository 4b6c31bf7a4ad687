namespace Bigin.OAuth;

/// <summary>What a client id or a client secret has to look like. Files and mounted secrets often end in a line break that nobody sees.</summary>
internal static class CredentialText
{
    internal const string Expected = "Copy it from Zoho's API console as it is shown there.";

    // RFC 6749 appendix A.1 and A.2: client-id = *VSCHAR and client-secret = *VSCHAR, so a control character can't be in one.
    // A space and quotes could, but Zoho's have none, and at the ends they come from copying.
    // https://www.rfc-editor.org/rfc/rfc6749#appendix-A.1
    /// <summary>Says what is wrong with an id or a secret, as the rest of a sentence, or null where nothing is.</summary>
    internal static string? FindFlaw(string? text) => text switch
    {
        null or "" => null,
        _ when text.Any(char.IsControl) => "holds a line break or another control character",
        _ when char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) => "begins or ends with white space",
        ['"', .., '"'] or ['\'', .., '\''] => "is enclosed in quotes",
        _ => null,
    };
}
