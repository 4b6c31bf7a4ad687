using System.Net.Http.Headers;

namespace Bigin.OAuth;

/// <summary>
/// Writes the request that goes to an API server, with its token: a copy, so that what a caller or a handler holds never has it.
/// </summary>
internal static class ApiRequest
{
    /// <exception cref="InvalidOperationException">The address leads to another server.</exception>
    internal static HttpRequestMessage Write(HttpRequestMessage written, CachedAccessToken token)
    {
        var request = new HttpRequestMessage(written.Method, GetAddress(written.RequestUri!, token.DataCenter.ApiServer))
        {
            Version = written.Version,
            VersionPolicy = written.VersionPolicy,
            Content = written.Content,
        };
        foreach ((string name, HeaderStringValues values) in written.Headers.NonValidated)
        {
            request.Headers.TryAddWithoutValidation(name, values);
        }

        foreach ((string name, object? value) in written.Options)
        {
            ((IDictionary<string, object?>)request.Options)[name] = value;
        }

        // RFC 9110 section 7.2: Host names the server that is meant, and with TLS the certificate that will do. The address names it here.
        // https://www.rfc-editor.org/rfc/rfc9110#section-7.2
        request.Headers.Host = null;

        // Bigin, "Access and refresh tokens": only in the header, with this scheme.
        request.Headers.Authorization = new AuthenticationHeaderValue("Zoho-oauthtoken", token.Token.Reveal());
        return request;
    }

    private static Uri GetAddress(Uri written, Uri apiServer)
    {
        if (!ServerOrigin.IsSame(ApiHttpClients.Placeholder, written) && !ServerOrigin.IsSame(apiServer, written))
        {
            throw new InvalidOperationException(
                $"The address leads to {written.Host}, and this connection's token is only for {apiServer.Host}. "
                + "Use an address relative to /bigin/v2/, or another client.");
        }

        // RFC 3986 section 4.2: a relative reference that begins with two slashes names a server, and a path may begin with two as well.
        // So it is appended, and never resolved. https://www.rfc-editor.org/rfc/rfc3986#section-4.2
        return new Uri(apiServer.GetLeftPart(UriPartial.Authority) + written.PathAndQuery);
    }
}
