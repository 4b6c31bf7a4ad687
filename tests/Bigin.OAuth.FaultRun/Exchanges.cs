namespace Bigin.OAuth.FaultRun;

/// <summary>Reads off the wire which refresh token an exchange has brought, so that it is known from elsewhere than the library.</summary>
internal sealed class Exchanges(Ledger ledger) : DelegatingHandler
{
    /// <summary>Gets or sets the key that is being connected; one at a time.</summary>
    internal static string Key { get; set; } = "";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string form = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        string? code = form.Split('&').Select(pair => pair.Split('=')).FirstOrDefault(pair => pair[0] == "code")?[1];
        if (code is null)
        {
            return response;
        }

        await response.Content.LoadIntoBufferAsync(cancellationToken);
        string body = await response.Content.ReadAsStringAsync(cancellationToken);
        if (AnsweredRequests.Member(body, "refresh_token") is { } token && AnsweredRequests.AccessTokenIn(body) is { } accessToken)
        {
            ledger.Grants[token] = new IssuedGrant(Key, Uri.UnescapeDataString(code), accessToken);
        }

        return response;
    }
}
