using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Bigin.OAuth.Emulator;

/// <summary>Who a request says that it comes from.</summary>
/// <param name="Id">The client id, null where there is none.</param>
/// <param name="Secret">The client secret, null where there is none.</param>
internal sealed record ClientCredentials(string? Id, string? Secret)
{
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
        return Convert.TryFromBase64String(header.Parameter ?? "", bytes, out int count) && Encoding.UTF8.GetString(bytes[..count]).Split(':', 2) is [var id, var secret]
            ? new ClientCredentials(id, secret)
            : new ClientCredentials(null, null);
    }

    /// <summary>Says what is wrong with them at a data center, or null where nothing is.</summary>
    internal Answer? FindError(DataCenter here, BiginEmulatorOptions options)
    {
        bool isEnabled = options.EnabledDataCenters.Count == 0 || options.EnabledDataCenters.Contains(here.Id, StringComparer.OrdinalIgnoreCase);
        return Id != options.ClientId || !isEnabled ? TokenErrors.InvalidClient
            : Secret != (options.ClientSecrets.TryGetValue(here.Id, out string? own) ? own : options.ClientSecret) ? TokenErrors.InvalidClientSecret
            : null;
    }
}
