using Bigin.OAuth.AspNetCore;

namespace Bigin.OAuth.Tests.AspNetCore;

[TestOf(typeof(BiginOAuthEndpointOptions))]
public sealed class Addresses_to_return_to
{
    // One for all rows, each of which connects a key of its own.
    private static WebHost? _host;
    private static int _connects;

    private static readonly string[] Foreign =
    [
        "//evil.example",
        "///evil.example",
        "////evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "\\\\evil.example",
        "/\\/evil.example",
        "https://evil.example",
        "https:evil.example",
        "https:/evil.example",
        "http:///evil.example",
        "HTTPS://evil.example",
        "/\t/evil.example",
        "\t//evil.example",
        "/\r/evil.example",
        "/\n/evil.example",
        "/\r\n/evil.example",
        "/\r\nSet-Cookie: evil=1",
        "\u0000//evil.example",
        "/\u0000/evil.example",
        "/\u000b/evil.example",
        "/\u007f/evil.example",
        "/\u0085/evil.example",
        " //evil.example",
        "/a\\..\\..\\evil.example",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,evil",
        "vbscript:evil",
        "file:///etc/passwd",
        "blob:evil",
        "evil.example",
        "evil",
        "settings",
        "./settings",
        "../settings",
        "~/settings",
        "?query",
        "#fragment",
        "@evil.example",
        "user@evil.example",
        "localhost//evil.example",
        "\u2215\u2215evil.example",
        "\uff0f\uff0fevil.example",
        "\u3002\u3002evil.example",
        "%2f%2fevil.example",
        "%09//evil.example",
        "/%00",
        "/a%00b/c",
        " ",
        "",
    ];

    // As sent, and as the browser is sent to it: on this host, in every way that a browser reads it.
    private static readonly TestCaseData[] Own =
    [
        new("/", "/"),
        new("/settings", "/settings"),
        new("/settings?tab=bigin&x=1#done", "/settings?tab=bigin&x=1#done"),
        new("/settings?to=https://evil.example/", "/settings?to=https://evil.example/"),
        new("/a//b", "/a//b"),
        new("/.//evil.example", "/.//evil.example"),
        new("/%2fevil.example", "/%2fevil.example"),
        new("/%5cevil.example", "/%5cevil.example"),
        new("/%09/evil.example", "/%09/evil.example"),
        new("/%0d%0aSet-Cookie:%20evil", "/%0d%0aSet-Cookie:%20evil"),
        new("/settings?x=%00", "/settings?x=%00"),
        new("/@evil.example", "/@evil.example"),
        new("/:80", "/:80"),
        new("/größe?ß=ü#é", "/gr%C3%B6%C3%9Fe?%C3%9F=%C3%BC#%C3%A9"),
        new("/\uff0fevil.example", "/%EF%BC%8Fevil.example"),
        new("/\u2028evil", "/%E2%80%A8evil"),
        new("/\ud83d\ude00", "/%F0%9F%98%80"),
        new("/a b", "/a%20b"),
        new("/\"<>{}|^`", "/%22%3C%3E%7B%7D%7C%5E%60"),
        new("/100%", "/100%25"),
        new($"/{new string('a', 999)}", $"/{new string('a', 999)}"),
    ];

    [OneTimeSetUp]
    public static async Task StartAsync() => _host = await WebHost.StartAsync(
        options => options.ConnectionKey = _ => new($"tenant-{Interlocked.Increment(ref _connects)}"),
        options => options.ForceConsent = true);

    [OneTimeTearDown]
    public static async Task EndAsync() => await _host!.DisposeAsync();

    [TestCaseSource(nameof(Foreign))]
    public async Task Elsewhere_are_not_used(string returnUrl) => await ReturnsAsync($"returnUrl={Uri.EscapeDataString(returnUrl)}", "/");

    [TestCase("returnUrl=%2F%ff%2Fevil.example", "/%ff/evil.example")]
    [TestCase("returnUrl=/a&returnUrl=//evil.example", "/a,//evil.example")]
    [TestCase("returnUrl=//evil.example&returnUrl=/a", "/")]
    [TestCase("returnUrl=%252F%252Fevil.example", "/")]
    [TestCase("returnUrl=%ed%a0%bd/evil.example", "/")]
    [TestCase("RETURNURL=//evil.example", "/")]
    [TestCase("return_url=//evil.example", "/")]
    [TestCase("url=//evil.example&redirect_uri=//evil.example&next=//evil.example", "/")]
    public async Task Elsewhere_are_not_used_however_the_query_is_written(string query, string end) => await ReturnsAsync(query, end);

    [TestCase(1_000, "a")]
    [TestCase(500, "ü")]
    [TestCase(400, " ")]
    [TestCase(5_000, "a")]
    public async Task Longer_than_a_thousand_characters_are_not_used(int count, string text) =>
        await ReturnsAsync($"returnUrl=/{Uri.EscapeDataString(string.Concat(Enumerable.Repeat(text, count)))}", "/");

    [TestCaseSource(nameof(Own))]
    public async Task Of_this_host_are_kept(string returnUrl, string end) => await ReturnsAsync($"returnUrl={Uri.EscapeDataString(returnUrl)}", end);

    private static async Task ReturnsAsync(string query, string end)
    {
        using WebBrowser browser = _host!.Browse();

        using HttpResponseMessage answer = await browser.ReturnAsync(await _host.AcceptAsync(await browser.ConnectAsync($"/bigin/connect?{query}")));

        answer.ShouldReturnTo(end);
        new Uri(new Uri("https://app.example.com/bigin/callback"), answer.Headers.Location!).Host.Should().Be("app.example.com");
    }
}
