using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;

namespace Bigin.OAuth.AspNetCore;

/// <summary>Distinguishes one signed-in user from another, with any authentication scheme.</summary>
internal static class SignedInUser
{
    // The claims that name a person: OpenID Connect's, and those of Microsoft's identity types.
    private static readonly string[] IdentifierTypes = ["sub", ClaimTypes.NameIdentifier, ClaimTypes.Upn];

    /// <summary>Gives a short text that is the same for the same user, and empty where no user is signed in.</summary>
    internal static string GetId(ClaimsPrincipal user)
    {
        ClaimsIdentity[] identities = [.. user.Identities.Where(identity => identity.IsAuthenticated)];
        if (identities.Length == 0)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (Claim claim in identities.SelectMany(Naming)
            .OrderBy(claim => claim.Type, StringComparer.Ordinal).ThenBy(claim => claim.Value, StringComparer.Ordinal)
            .ThenBy(claim => claim.Issuer, StringComparer.Ordinal))
        {
            // With the length of each, so that no two users give one text.
            text.Append(CultureInfo.InvariantCulture,
                $"{claim.Type.Length}:{claim.Type}{claim.Value.Length}:{claim.Value}{claim.Issuer.Length}:{claim.Issuer}");
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }

    private static IEnumerable<Claim> Naming(ClaimsIdentity identity)
    {
        foreach (string type in IdentifierTypes)
        {
            if (identity.FindFirst(type) is { Value.Length: > 0 } claim)
            {
                return [claim];
            }
        }

        return identity.FindFirst(identity.NameClaimType) is { Value.Length: > 0 } name ? [name] : identity.Claims;
    }
}
