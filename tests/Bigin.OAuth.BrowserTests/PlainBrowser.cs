using System.Net;
using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Io;
using HttpMethod = System.Net.Http.HttpMethod;

namespace Bigin.OAuth.BrowserTests;

/// <summary>
/// A browser that runs no script and draws nothing: it follows links and redirects, fills in and sends forms, and keeps cookies. It is for tests of what a
/// server does, and needs a hundredth of what Chromium needs for a page. What browsers themselves do, such as refusing a cookie, is tested in Chromium.
/// </summary>
internal sealed partial class PlainBrowser(HttpClient http)
{
    private const string Html = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private readonly IBrowsingContext _context = BrowsingContext.New(Configuration.Default);
    private IDocument? _document;

    /// <summary>Gets the page that it shows.</summary>
    internal IDocument Document => _document ?? throw new InvalidOperationException("No page has been opened.");

    /// <summary>Gets or sets what changes the addresses of redirects, as someone on the way could.</summary>
    internal Func<Uri, Uri> ChangeRedirect { get; set; } = address => address;

    /// <summary>Creates what all tabs of one person share: their cookies.</summary>
    internal static HttpClient CreateHttpClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Hang.Limit };

    /// <summary>Opens an address that a person has typed.</summary>
    internal Task OpenAsync(Uri address) => ShowAsync(HttpMethod.Get, address, null, origin: null);

    /// <summary>Opens an address that a person has typed, and gives where that redirects to without going there.</summary>
    internal async Task<Uri> FindRedirectAsync(Uri address)
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Get, address, null, origin: null);
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        return answer.Headers.Location!;
    }

    internal Task FollowAsync(IElement link) => ShowAsync(HttpMethod.Get, new Uri(((IHtmlAnchorElement)link).Href), null, Document.Origin);

    /// <summary>Sends the form of a button.</summary>
    internal async Task PressAsync(IElement button)
    {
        DocumentRequest submission = ((IHtmlButtonElement)button).Form!.GetSubmission((IHtmlElement)button)!;
        using var body = new StreamContent(submission.Body);
        body.Headers.TryAddWithoutValidation(HeaderNames.ContentType, submission.MimeType);
        bool isPost = submission.Method == AngleSharp.Io.HttpMethod.Post;
        await ShowAsync(isPost ? HttpMethod.Post : HttpMethod.Get, new Uri(submission.Target.Href), isPost ? body : null, Document.Origin);
    }

    /// <summary>Finds the one element of a kind that has this name.</summary>
    internal IElement Find(string kind, string name) =>
        Document.QuerySelectorAll(kind).Where(element => GetName(element) == name).Should().ContainSingle("one {0} is named {1} on the page that says: {2}", kind, name, GetText(Document.Body!)).Subject;

    /// <summary>Finds the field that a label names or holds.</summary>
    internal IHtmlInputElement FindField(string label)
    {
        var found = (IHtmlLabelElement)Find("label", label);
        return (found.Control ?? found.QuerySelector("input")).Should().BeAssignableTo<IHtmlInputElement>().Subject;
    }

    internal static string GetText(IElement element) => Spaces().Replace(element.TextContent, " ").Trim();

    // https://www.w3.org/TR/accname-1.2/: by another element, by a label, by its text.
    private static string GetName(IElement element) =>
        element.GetAttribute("aria-labelledby") is { } id ? GetText(element.Owner!.GetElementById(id)!)
        : element.GetAttribute("aria-label") ?? GetText(element);

    private async Task ShowAsync(HttpMethod method, Uri address, HttpContent? body, string? origin)
    {
        HttpResponseMessage answer = await SendAsync(method, address, body, origin);
        while (answer.Headers.Location is { } location)
        {
            answer.StatusCode.Should().BeOneOf(HttpStatusCode.Redirect, HttpStatusCode.SeeOther);
            answer.Dispose();
            address = ChangeRedirect(new Uri(address, location));
            answer = await SendAsync(HttpMethod.Get, address, null, origin);
        }

        string html = await answer.Content.ReadAsStringAsync();
        answer.Dispose();
        _document?.Dispose();
        _document = await _context.OpenAsync(response => response.Content(html).Address(address));
    }

    // The origin is that of the page which the request comes from.
    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, HttpContent? body, string? origin)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body };
        request.Headers.TryAddWithoutValidation("Accept", Html);
        // https://www.w3.org/TR/fetch-metadata/
        request.Headers.Add("Sec-Fetch-Mode", "navigate");
        request.Headers.Add("Sec-Fetch-Dest", "document");
        request.Headers.Add("Sec-Fetch-Site", origin is null ? "none" : origin == address.GetLeftPart(UriPartial.Authority) ? "same-origin" : "cross-site");
        if (method == HttpMethod.Post)
        {
            request.Headers.Add("Origin", origin);
        }

        return await http.SendAsync(request);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
