using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Represents the client that a request names.</summary>
/// <param name="id">The client id, <see langword="null"/> where there is none.</param>
/// <param name="secret">The client secret, <see langword="null"/> where there is none.</param>
/// <param name="isFromHeader">Whether they come from a Basic header.</param>
internal sealed class ClientCredentials(string? id, string? secret, bool isFromHeader = false)
{
    internal static readonly ClientCredentials None = new(null, null);

    /// <summary>Reads id and secret from the header, or from the parameters where the header has none.</summary>
    internal static ClientCredentials Read(HttpRequest request, RequestParameters parameters) =>
        ReadHeader(request) ?? new ClientCredentials(parameters["client_id"], parameters["client_secret"]);

    // RFC 7617 section 2: user-pass = user-id ":" password. https://www.rfc-editor.org/rfc/rfc7617#section-2
    internal static ClientCredentials? ReadHeader(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out AuthenticationHeaderValue? header)
            || !string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        Span<byte> bytes = new byte[header.Parameter?.Length ?? 0];
        return Convert.TryFromBase64String(header.Parameter ?? "", bytes, out int count) && Encoding.UTF8.GetString(bytes[..count])
            .Split(':', 2) is [var user, var password]
            ? new ClientCredentials(user, password, isFromHeader: true)
            : None;
    }

    /// <summary>Finds the client at a data center, or the error where it isn't known there or has another secret.</summary>
    internal (EmulatorClient? Client, EmulatorResponse? Error) Authenticate(ClientRegistry registry, DataCenter here)
    {
        EmulatorClient? client = registry.FindEnabled(id, here) ?? (isFromHeader ? registry.FindEnabled(Decode(id), here) : null);
        return client is null ? (null, TokenErrors.InvalidClient)
            : Matches(client.GetSecret(here)) ? (client, null)
            : (null, TokenErrors.InvalidClientSecret);
    }

    // RFC 6749 section 2.3.1: "The client identifier is encoded using the "application/x-www-form-urlencoded" encoding algorithm", the
    // secret too. Many clients don't, so either form is taken. https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
    private bool Matches(string expected) => secret == expected || (isFromHeader && Decode(secret) == expected);

    private static string? Decode(string? value) => WebUtility.UrlDecode(value);
}
