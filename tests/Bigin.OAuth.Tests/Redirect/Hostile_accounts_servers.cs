namespace Bigin.OAuth.Tests.Redirect;

/// <summary>What an attacker may write as accounts-server to be sent the code and the client secret.</summary>
[TestOf(typeof(RedirectResponseParser))]
public sealed class Hostile_accounts_servers
{
    // As they are meant, before any encoding. The comment above each group says which mistake it preys on.
    private static readonly string[] Unknown =
    [
        // Other hosts.
        "https://evil.example", "https://evil.example/", "https://evil.example:443", "https://zoho.com", "https://accounts.com", "https://accounts",
        // User info.
        "https://accounts.zoho.com@evil.example", "https://accounts.zoho.com:443@evil.example", "https://accounts.zoho.com%40evil.example",
        "https://evil@accounts.zoho.com", "https://evil:pass@accounts.zoho.com", "https://@accounts.zoho.com", "https://:@accounts.zoho.com",
        "https://evil.example@accounts.zoho.com:443", "https://accounts.zoho.com\\@evil.example", "https://accounts.zoho.com;@evil.example",
        // Ports.
        "https://accounts.zoho.com:80", "https://accounts.zoho.com:444", "https://accounts.zoho.com:8443", "https://accounts.zoho.com:0443",
        "https://accounts.zoho.com:00443", "https://accounts.zoho.com:", "https://accounts.zoho.com:/", "https://accounts.zoho.com:+443",
        "https://accounts.zoho.com: 443", "https://accounts.zoho.com:443 ", "https://accounts.zoho.com:65979", "https://accounts.zoho.com:-1",
        "https://accounts.zoho.com:443:443", "https://accounts.zoho.com:0x1bb", "https://accounts.zoho.com:４４３", "https://accounts.zoho.com:443//",
        "https://accounts.zoho.com:443/oauth", "https://accounts.zoho.com:443evil.example", "https://accounts.zoho.com:443.evil.example",
        // Paths, queries, fragments and slashes.
        "https://accounts.zoho.com//", "https://accounts.zoho.com///", "https://accounts.zoho.com/oauth", "https://accounts.zoho.com/oauth/v2/token",
        "https://accounts.zoho.com/.", "https://accounts.zoho.com/..", "https://accounts.zoho.com/../", "https://accounts.zoho.com/./",
        "https://accounts.zoho.com?", "https://accounts.zoho.com/?", "https://accounts.zoho.com?x=1", "https://accounts.zoho.com#",
        "https://accounts.zoho.com/#", "https://accounts.zoho.com#@evil.example", "https://accounts.zoho.com?@evil.example",
        "https://accounts.zoho.com/@evil.example", "https://accounts.zoho.com;", "https://accounts.zoho.com,https://evil.example",
        "https://evil.example/accounts.zoho.com", "https://evil.example/https://accounts.zoho.com", "https://evil.example?https://accounts.zoho.com",
        "https://evil.example#https://accounts.zoho.com", "https://evil.example/?accounts.zoho.com", "https://evil.example#.accounts.zoho.com",
        "https:accounts.zoho.com", "https:/accounts.zoho.com", "https:///accounts.zoho.com", "https:////accounts.zoho.com", "https//accounts.zoho.com",
        "https:// /accounts.zoho.com", "https://accounts.zoho.com https://evil.example", "https://https://accounts.zoho.com",
        // Backslashes.
        "https:\\\\accounts.zoho.com", "https:/\\accounts.zoho.com", "https:\\/accounts.zoho.com", "https://accounts.zoho.com\\", "https://\\accounts.zoho.com",
        "https://accounts.zoho.com\\.evil.example", "https://evil.example\\accounts.zoho.com", "\\\\accounts.zoho.com",
        // Schemes.
        "http://accounts.zoho.com", "http://accounts.zoho.com:443", "http://accounts.zoho.com:80", "HTTP://accounts.zoho.com", "ftp://accounts.zoho.com",
        "file://accounts.zoho.com", "ws://accounts.zoho.com", "wss://accounts.zoho.com", "gopher://accounts.zoho.com", "ldap://accounts.zoho.com",
        "httpss://accounts.zoho.com", "xhttps://accounts.zoho.com", "view-source:https://accounts.zoho.com", "blob:https://accounts.zoho.com",
        "javascript://accounts.zoho.com", "javascript:alert(1)", "data:text/plain,https://accounts.zoho.com", "url:https://accounts.zoho.com",
        "//accounts.zoho.com", "/accounts.zoho.com", "://accounts.zoho.com", "accounts.zoho.com", "accounts.zoho.com:443", "/", "//", "?", "us", "null", "*",
        "http\u017F://accounts.zoho.com", "ｈttps://accounts.zoho.com", "https：//accounts.zoho.com", "https:／／accounts.zoho.com", "https://accounts.zoho.com／",
        // Prefixes and suffixes.
        "https://accounts.zoho.com.evil.example", "https://accounts.zoho.comevil.example", "https://accounts.zoho.com-evil.example",
        "https://accounts.zoho.com.ru", "https://accounts.zoho.com.aux", "https://accounts.zoho.co", "https://accounts.zoho.comm", "https://accounts.zoho.c",
        "https://evil-accounts.zoho.com", "https://evilaccounts.zoho.com", "https://evil.accounts.zoho.com", "https://ccounts.zoho.com",
        "https://accounts.evilzoho.com", "https://accounts-zoho.com", "https://accountszzoho.com", "https://accounts.zohoxcom", "https://accounts_zoho.com",
        "https://*.zoho.com", "https://accounts.*", "https://accounts.zoho.", "https://.zoho.com", "https://",
        // Dots.
        "https://accounts.zoho.com.", "https://accounts.zoho.com./", "https://accounts.zoho.com..", "https://accounts..zoho.com", "https://.accounts.zoho.com",
        "https://accounts.zoho.com.:443", "https://accounts\u3002zoho\u3002com", "https://accounts\uFF0Ezoho.com", "https://accounts\uFF61zoho.com",
        "https://accounts\u2024zoho.com", "https://accounts.zoho.com\u3002",
        // What is still encoded after decoding.
        "https://accounts%2Ezoho.com", "https://accounts%2ezoho%2ecom", "https://accounts.zoho.com%2F", "https%3A%2F%2Faccounts.zoho.com",
        "https%253A%252F%252Faccounts.zoho.com", "https:%2F%2Faccounts.zoho.com", "https://%61ccounts.zoho.com", "https://accounts.zoho.com%00",
        "https://accounts.zoho.com%00.evil.example", "https://accounts.zoho.com%23", "https://accounts.zoho.com%3F", "https://accounts.zoho.com%20",
        "https://accounts.zoho.com%5C@evil.example", "https://accounts.zoho.com%0d%0aHost:evil.example", "https://accounts.zoho.c%6fm",
        "&#104;ttps://accounts.zoho.com", "https://accounts.zoho.com&amp;", "https:\\u002f\\u002faccounts.zoho.com",
        // Addresses.
        "https://127.0.0.1", "https://2130706433", "https://0x7f000001", "https://0177.0.0.1", "https://127.1", "https://[::1]", "https://[::ffff:127.0.0.1]",
        "https://[::ffff:7f00:1]", "https://169.254.169.254", "https://[fe80::1%25eth0]", "https://0", "https://localhost", "http://localhost", "https://10.0.0.1",
        // Letters that look or fold alike.
        "https://accoun\u0442s.zoho.com", "https://\u0430ccounts.zoho.com", "https://accounts.z\u043Eho.com", "https://accounts.zoh\u03BF.com",
        "https://account\u017F.zoho.com", "https://accounts.zoho.u\u212A", "https://accounts.zoho.\u00EDn", "https://accounts.zoho.\u0130n", "https://accounts.zoho.\u0131n",
        "https://\uFF41ccounts.zoho.com", "https://accounts.\uFF5A\uFF4F\uFF48\uFF4F.com", "https://accounts.zoho.\u2102om", "https://accounts.zoho.\uD835\uDC1Com",
        "https://\u24D0ccounts.zoho.com", "https://accounts.zoho.\u33C7", "https://acco\u00FAnts.zoho.com", "https://accounts.zoho.com\u0301",
        "https://xn--ccounts-8fg.zoho.com", "https://xn--accounts-.zoho.com", "https://accounts.xn--zoho-.com", "https://accounts.zoho.xn--com",
        // What can't be seen.
        "https://acc\u00ADounts.zoho.com", "https://acc\u200Bounts.zoho.com", "https://acc\u200Dounts.zoho.com", "https://acc\u2060ounts.zoho.com",
        "https://accounts.zoho.com\u200B", "\uFEFFhttps://accounts.zoho.com", "https://accounts.zoho.com\uFEFF", "https://\u202Eaccounts.zoho.com",
        "https://accounts.zoho.com\uFE0F", "https://accounts.zoho.com\u034F",
        // White space.
        " https://accounts.zoho.com", "https://accounts.zoho.com ", "https://accounts.zoho.com /", "https://accounts.zoho.com/ ", "https:// accounts.zoho.com",
        "https ://accounts.zoho.com", "https: //accounts.zoho.com", "https://accounts .zoho.com", "https://accounts.zoho.com .evil.example",
        "\u00A0https://accounts.zoho.com", "https://accounts.zoho.com\u00A0", "https://accounts.zoho.com\u3000", "https://accounts.zoho.com\u2028", " ",
        // Quotes and brackets.
        "\"https://accounts.zoho.com\"", "'https://accounts.zoho.com'", "<https://accounts.zoho.com>", "[https://accounts.zoho.com]", "https://[accounts.zoho.com]",
        "https://(accounts.zoho.com)", "https://accounts.zoho.com'", "https://accounts.zoho.com|evil.example", "https://accounts.zoho.com`", "https://{accounts}.zoho.com",
        // Zoho's own hosts that are no accounts servers, or not those of Bigin's data centers.
        "https://www.zohoapis.com", "https://www.zohoapis.eu", "https://api.zoho.com", "https://crm.zoho.com", "https://bigin.zoho.com", "https://www.zoho.com",
        "https://www.bigin.com", "https://api-console.zoho.com", "https://accounts.zoho.ca", "https://accounts.zoho.au", "https://accounts.zoho.cn",
        "https://accounts.zoho.co.uk", "https://accounts.zoho.com.in", "https://accounts.zohocloud.com", "https://accounts.zoho.example", "https://accounts.zoho.zz",
        "https://accounts.zohohq.in", "https://account.zoho.com", "https://accounts.zohoportal.com", "https://accounts.localzoho.com", "https://accounts.csez.zohocorpin.com",
        "https://accounts.zohoapis.com", "https://accounts.bigin.com", "https://mail.zoho.eu", "https://content.zohoapis.com",
    ];

    private static readonly string[] WithControls =
    [
        "https://accounts.zoho.com\0", "https://accounts.zoho.com\0.evil.example", "\thttps://accounts.zoho.com", "https://accounts.zoho.com\t",
        "https://accounts.zoho.com\n", "https://accounts.zoho.com\r\n", "https://accounts.zoho.com\r\nHost: evil.example", "ht\ntps://accounts.zoho.com",
        "https://acc\tounts.zoho.com", "https:/\n/accounts.zoho.com", "https://accounts.zoho.com\u0001", "\u001Fhttps://accounts.zoho.com",
        "https://accounts.zoho.com\u007F", "https://accounts.zoho.com\u0085", "\u009Fhttps://accounts.zoho.com", "https://acc\bounts.zoho.com",
    ];

    private static readonly string[] BrokenEncodings =
    [
        "https://accounts.zoho.com%", "https://accounts.zoho.com%2", "https://accounts.zoho.com%zz", "https%3A%2F%2Faccounts%E3%80zoho.com", "%FFhttps://accounts.zoho.com",
        "https://accounts%C0%AEzoho.com", "https://accounts.zoho.com%C0%AF", "https://accounts.zoho.com%ED%A0%80", "https://accounts%u002ezoho.com", "https://accounts.zoho.com\uD800",
    ];

    private static IEnumerable<TestCaseData> UnknownRows() => Rows(Unknown);

    private static IEnumerable<TestCaseData> ControlRows() => Rows(WithControls);

    private static IEnumerable<TestCaseData> BrokenRows() => Rows(BrokenEncodings);

    [TestCaseSource(nameof(UnknownRows))]
    public void Are_unknown_however_they_are_encoded(string value) => AssertRejected(Encodings(value), RedirectRejection.UnknownDataCenter);

    [TestCaseSource(nameof(ControlRows))]
    public void Are_malformed_with_control_characters(string value) => AssertRejected(Encodings(value), RedirectRejection.MalformedQuery);

    [TestCaseSource(nameof(BrokenRows))]
    public void Are_malformed_with_broken_encodings(string written) => AssertRejected([written], RedirectRejection.MalformedQuery);

    [Test]
    public void Are_many_and_all_different() =>
        Unknown.Concat(WithControls).Concat(BrokenEncodings).Should().OnlyHaveUniqueItems().And.HaveCountGreaterThan(130);

    // Bare where nothing in the value has a meaning in a query, as browsers escape it, and with each byte escaped.
    private static IEnumerable<string> Encodings(string value)
    {
        yield return Uri.EscapeDataString(value);
        yield return string.Concat(System.Text.Encoding.UTF8.GetBytes(value).Select(octet => $"%{octet:x2}"));
        if (value.IndexOfAny(['%', '+', '&', '#']) < 0)
        {
            yield return value;
        }
    }

    private static void AssertRejected(IEnumerable<string> writings, RedirectRejection reason)
    {
        foreach (string written in writings)
        {
            string query = GoodRedirect.With(("accounts-server", written));
            foreach (var response in new[] { GoodRedirect.Parse(query), Client.Parser().ParseWithoutState(query) })
            {
                var rejected = response.Should().BeOfType<RedirectRejected>("{0} is no data center", written).Subject;
                rejected.Reason.Should().Be(reason);
                rejected.Parameter.Should().Be("accounts-server");
            }
        }
    }

    private static IEnumerable<TestCaseData> Rows(string[] values) =>
        values.Select(value => new TestCaseData(value).SetArgDisplayNames(string.Concat(
            value.Select(character => character is >= ' ' and <= '~' ? character.ToString() : $"U+{(int)character:X4}"))));
}
