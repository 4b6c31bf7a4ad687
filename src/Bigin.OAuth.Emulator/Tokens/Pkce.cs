using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Bigin.OAuth.Emulator;

/// <summary>Compares a code verifier with the challenge of the link.</summary>
internal static class Pkce
{
    // RFC 7636 section 4.6: "If the values are not equal, an error response [...] MUST be returned."; section 4.3: the method
    // "defaults to "plain" if not present in the request". https://www.rfc-editor.org/rfc/rfc7636#section-4.6
    internal static bool Matches(AuthorizationQuery link, string? verifier) =>
        link.CodeChallenge is null || (link.CodeChallengeMethod ?? "plain") switch
        {
            "plain" => verifier == link.CodeChallenge,
            "S256" => verifier is not null
                && Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(verifier))) == link.CodeChallenge,
            _ => false,
        };
}
