using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Bigin.OAuth.AspNetCore;

/// <summary>
/// Writes and reads the field of the form that switches to another organization: which attempt it goes on with, for which user, until
/// when, and which organization the person has agreed to leave. Nothing is kept on the server, and no other site, map or application can
/// make one.
/// </summary>
internal sealed class OrganizationSwitch(IDataProtectionProvider protection, MapIdentity map)
{
    private readonly Lazy<IDataProtector> _protector =
        new(() => protection.CreateProtector("Bigin.OAuth.AspNetCore", "Switch.v1", map.Name));

    internal string Protect(string key, string returnUrl, string user, DateTimeOffset expiresAt, string? organizationToLeave) =>
        _protector.Value.Protect(JsonSerializer.Serialize(
            new SwitchJson
            {
                Key = key,
                ReturnUrl = returnUrl,
                User = user,
                ExpiresAt = expiresAt,
                OrganizationToLeave = organizationToLeave,
            },
            AttemptJsonContext.Compact.SwitchJson));

    /// <summary>Reads a field; null where it was changed, or another map or key ring encrypted it.</summary>
    internal SwitchJson? Read(string field)
    {
        try
        {
            return JsonSerializer.Deserialize(_protector.Value.Unprotect(field), AttemptJsonContext.Compact.SwitchJson);
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return null;
        }
    }
}
