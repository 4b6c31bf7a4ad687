using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;

namespace Bigin.OAuth.AspNetCore;

/// <summary>What the address of a page holds, encrypted: what happened, for which user, and until when the page may be seen.</summary>
internal sealed class PageTicket
{
    [JsonPropertyName("t")]
    public required string Type { get; init; }

    [JsonPropertyName("u")]
    public required string User { get; init; }

    [JsonPropertyName("e")]
    public required DateTimeOffset ExpiresAt { get; init; }

    [JsonPropertyName("k")]
    public string? Key { get; init; }

    [JsonPropertyName("r")]
    public string? ReturnUrl { get; init; }

    [JsonPropertyName("c")]
    public string? CurrentOrganization { get; init; }

    [JsonPropertyName("o")]
    public string? CurrentOrganizationId { get; init; }

    [JsonPropertyName("p")]
    public string? PickedOrganization { get; init; }
}

/// <summary>Encrypts and reads tickets. Nothing is kept on the server, and no other site, map or application can make one.</summary>
internal sealed class PageTickets(IDataProtectionProvider protection, MapIdentity map)
{
    private readonly Lazy<IDataProtector> _protector = new(() => protection.CreateProtector("Bigin.OAuth.AspNetCore", "Page.v1", map.Name));

    internal string Protect(PageTicket ticket) =>
        _protector.Value.Protect(JsonSerializer.Serialize(ticket, PageTicketContext.Compact.PageTicket));

    /// <summary>Reads a ticket; <see langword="null"/> where it was changed, or another map or key ring encrypted it.</summary>
    internal PageTicket? Read(string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text)
                ? null
                : JsonSerializer.Deserialize(_protector.Value.Unprotect(text), PageTicketContext.Compact.PageTicket);
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(PageTicket))]
internal sealed partial class PageTicketContext : JsonSerializerContext
{
    // It is encrypted and never put on a page, and an address has no room for six characters where one will do.
    internal static PageTicketContext Compact { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });
}
