using System.Net;
using System.Text.Json;
using Bigin.OAuth;

/// <summary>A person who accepts everything, and the emulator that announced itself in a file, if one did.</summary>
internal sealed class Person : IDisposable
{
    private readonly JsonDocument _announcement;
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });

    internal Person(string? announcement = null) => _announcement = JsonDocument.Parse(announcement is null ? "null" : File.ReadAllText(announcement));

    internal void Configure(BiginOAuthOptions options)
    {
        JsonElement emulator = _announcement.RootElement;
        options.ClientId = emulator.GetProperty("clientId").GetString()!;
        options.ClientSecret = emulator.GetProperty("clientSecret").GetString();
        options.Scopes.Add(BiginScopes.Org.Read);
        options.ForceConsent = true; // one person connects all consumers
        options.DataCenters.Clear();
        foreach (JsonProperty it in emulator.GetProperty("dataCenters").EnumerateObject())
        {
            options.DataCenters.Add(new DataCenter(
                it.Name, new Uri(it.Value.GetProperty("accountsServer").GetString()!), new Uri(it.Value.GetProperty("apiServer").GetString()!)));
        }
    }

    /// <summary>Follows redirects and fills in forms until the way leads to the redirect URI.</summary>
    internal async Task<Uri> AcceptAsync(Uri link, string redirectUri)
    {
        HttpResponseMessage page = await _http.GetAsync(link);
        for (int steps = 0; steps < 20; steps++)
        {
            Uri here = page.RequestMessage!.RequestUri!;
            if (page.Headers.Location is { } location)
            {
                var next = new Uri(here, location);
                if (next.AbsoluteUri.StartsWith(redirectUri, StringComparison.Ordinal))
                {
                    return next;
                }

                page = await _http.GetAsync(next);
                continue;
            }

            page = await SubmitAsync(here, await page.Content.ReadAsStringAsync());
        }

        throw new InvalidOperationException("The pages lead nowhere.");
    }

    internal Task<HttpResponseMessage> GetAsync(Uri address) => _http.GetAsync(address);

    public void Dispose()
    {
        _http.Dispose();
        _announcement.Dispose();
    }

    private async Task<HttpResponseMessage> SubmitAsync(Uri here, string page)
    {
        (string field, string answer) = Attribute(page, "data-step") switch
        {
            "sign-in" => ("email", "one@example.com"),
            "organization" => ("organization", "700000101"),
            "consent" => ("decision", "accept"),
            _ => throw new InvalidOperationException(page),
        };

        // The step's own form comes last, but for the list of users that follows the sign-in form with the same fields.
        string form = page.Split("<form ").Last();
        var fields = new Dictionary<string, string>();
        foreach (string hidden in form.Split("<input type=\"hidden\" ").Skip(1))
        {
            fields[Attribute(hidden, "name")] = Attribute(hidden, "value");
        }

        fields[field] = answer;
        var action = new Uri(here, Attribute(form, "action"));
        using var content = new FormUrlEncodedContent(fields);
        return Attribute(form, "method") == "post"
            ? await _http.PostAsync(action, content)
            : await _http.GetAsync(new Uri(action, "?" + await content.ReadAsStringAsync()));
    }

    private static string Attribute(string markup, string name)
    {
        int start = markup.IndexOf($"{name}=\"", StringComparison.Ordinal) + name.Length + 2;
        return WebUtility.HtmlDecode(markup.Substring(start, markup.IndexOf('"', start) - start));
    }
}
