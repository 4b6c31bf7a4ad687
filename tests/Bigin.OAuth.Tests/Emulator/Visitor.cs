using System.Net;

namespace Bigin.OAuth.Tests.Emulator;

/// <summary>A browser that stops at every redirect and keeps its cookies.</summary>
internal sealed class Visitor : IDisposable
{
    internal HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });

    public void Dispose() => Http.Dispose();

    internal async Task<HttpResponseMessage> SignInAsync(Uri link, string email)
    {
        HttpResponseMessage signIn = await FollowAsync(await Http.GetAsync(link));
        return await SubmitAsync(signIn, new() { ["email"] = email });
    }

    /// <summary>Fills in the first form of a page, hidden fields and all.</summary>
    internal async Task<HttpResponseMessage> SubmitAsync(HttpResponseMessage page, Dictionary<string, string> answers, int form = 0)
    {
        string[] forms = (await page.Content.ReadAsStringAsync()).Split("<form ")[1..];
        string markup = forms[form];
        Dictionary<string, string> fields = markup.Split("<input type=\"hidden\" ")[1..]
            .ToDictionary(input => Attribute(input, "name"), input => Attribute(input, "value"), StringComparer.Ordinal);
        foreach ((string name, string value) in answers)
        {
            fields[name] = value;
        }

        var action = new Uri(page.RequestMessage!.RequestUri!, Attribute(markup, "action"));
        if (Attribute(markup, "method") == "post")
        {
            return await Http.PostAsync(action, new FormUrlEncodedContent(fields));
        }

        string query = await new FormUrlEncodedContent(fields).ReadAsStringAsync();
        return await Http.GetAsync(new Uri(action, "?" + query));
    }

    /// <summary>Follows redirects as long as they stay on 127.0.0.1, which is where the emulator is and no client.</summary>
    internal async Task<HttpResponseMessage> FollowAsync(HttpResponseMessage response)
    {
        while (response.Headers.Location is { } location && new Uri(response.RequestMessage!.RequestUri!, location) is { Host: "127.0.0.1" } next)
        {
            response = await Http.GetAsync(next);
        }

        return response;
    }

    private static string Attribute(string markup, string name)
    {
        int start = markup.IndexOf($"{name}=\"", StringComparison.Ordinal) + name.Length + 2;
        return WebUtility.HtmlDecode(markup[start..markup.IndexOf('"', start)]);
    }
}
