namespace Bigin.OAuth.Tests.Configuration;

/// <summary>Every mistake that design.md section 3 refuses.</summary>
internal static class OptionsFlaws
{
    private const string WriteTheRedirectUri = "Write the redirect URI as it is registered in Zoho's API console";

    private const string WriteAScope = "Write a scope as Bigin documents it, such as ZohoBigin.org.READ";

    private static readonly string UseAnId = $"Use one of: {string.Join(", ", DataCenter.All.Select(dataCenter => dataCenter.Id))}; or add an entry to DataCenters";

    private const string WriteAnOrigin = "Write only an origin, such as https://accounts.zoho.com";

    private static readonly Uri Server = new("https://accounts.example.com");

    internal static readonly OptionsFlaw[] All =
    [
        new("no client id", options => options.ClientId = null!, "ClientId is", "the client id that Zoho's API console shows"),
        new("an empty client id", options => options.ClientId = "", "ClientId is", "the client id that Zoho's API console shows"),
        new("a blank client id", options => options.ClientId = " ", "ClientId is", "the client id that Zoho's API console shows"),
        .. Credentials(),
        new("an unknown kind of client", options => options.ClientType = (BiginClientType)7, "ClientType is", "ServerBased, SelfClient or Mobile"),
        new("an empty client id of a data center", options => options.ClientIds["cn"] = "", "ClientIds:cn is empty", "remove it where the client id is the same"),
        new("a client id of an unknown data center", options => options.ClientIds["xx"] = "1000.X", "ClientIds has a client id for 'xx'", UseAnId),
        new("a client id without its secret beside one of all", ShareTheSecret, "ClientIds:cn has no secret of its own", "Set ClientSecrets:cn"),
        new("a client id without its secret beside one of another", ShareTheSecretOfEurope, "ClientIds:cn has no secret of its own", "Set ClientSecrets:cn"),
        .. RedirectUris(),
        new("no scopes", options => options.Scopes.Clear(), "Scopes is", "Add at least one scope, such as ZohoBigin.org.READ"),
        Scope("a null scope", null),
        Scope("an empty scope", ""),
        Scope("a scope with a comma", "A.read,B.read"),
        Scope("a scope with a space", "A.read B.read"),
        Scope("a scope with a double quote", "A\"read"),
        Scope("a scope with a backslash", "A\\read"),
        Scope("a scope with a control character", "A.read\n"),
        Scope("a scope with a DEL", "A.read\u007F"),
        Scope("a scope that is not ASCII", "Ä.read"),
        new("an unknown access type", options => options.AccessType = (AccessType)7, "AccessType is", "Offline or Online"),
        new("no home data center", options => options.HomeDataCenter = null!, "HomeDataCenter names", UseAnId),
        new("an empty home data center", options => options.HomeDataCenter = "", "HomeDataCenter names", UseAnId),
        new("an unknown home data center", options => options.HomeDataCenter = "xx", "HomeDataCenter names 'xx'", UseAnId),
        new("an unknown allowed data center", options => options.AllowedDataCenters.Add("xx"), "AllowedDataCenters:0 names 'xx'", UseAnId),
        new("a null allowed data center", options => options.AllowedDataCenters.Add(null!), "AllowedDataCenters:0 names", UseAnId),
        new("a second allowed data center that is unknown", AllowTheSecondToBeUnknown, "AllowedDataCenters:1 names 'xx'", UseAnId),
        new("a secret of an unknown data center", options => options.ClientSecrets["xx"] = "s", "ClientSecrets has a secret for 'xx'", UseAnId),
        new("a secret of what can't be an id", options => options.ClientSecrets["s3cret that is a key"] = "s", "ClientSecrets has a secret for something that can't be an id", UseAnId),
        new("no data centers", options => options.DataCenters.Clear(), "HomeDataCenter names 'us'", "Add an entry to DataCenters"),
        .. DataCenters(),
        Lifetime("no code lifetime", TimeSpan.Zero),
        Lifetime("a negative code lifetime", TimeSpan.FromTicks(-1)),
        Lifetime("an infinite code lifetime", Timeout.InfiniteTimeSpan),
        Lifetime("a code lifetime of ten minutes and a tick", TimeSpan.FromMinutes(10) + TimeSpan.FromTicks(1)),
        Lifetime("the longest code lifetime", TimeSpan.MaxValue),
        Recheck("a negative recheck interval", TimeSpan.FromTicks(-1)),
        Recheck("an infinite recheck interval", Timeout.InfiniteTimeSpan),
        Recheck("a recheck interval of ten minutes and a tick", TimeSpan.FromMinutes(10) + TimeSpan.FromTicks(1)),
        new("an unknown revocation of replaced tokens", options => options.ReplacedTokenRevocation = (ReplacedTokenRevocation)7, "ReplacedTokenRevocation is", "Never, OtherOrganization or Always"),
    ];

    private static IEnumerable<OptionsFlaw> Credentials()
    {
        foreach ((string name, string text, string flaw) in new[]
        {
            ("a line break at its end", "1000.x\n", "holds a line break"),
            ("a carriage return at its end", "1000.x\r\n", "holds a line break"),
            ("a line break at its start", "\n1000.x", "holds a line break"),
            ("a tab in it", "1000\tx", "holds a line break"),
            ("a null in it", "1000\0x", "holds a line break"),
            ("a space at its end", "1000.x ", "begins or ends with white space"),
            ("a space at its start", " 1000.x", "begins or ends with white space"),
            ("a no-break space at its end", "1000.x\u00A0", "begins or ends with white space"),
            ("double quotes around it", "\"1000.x\"", "is enclosed in quotes"),
            ("single quotes around it", "'1000.x'", "is enclosed in quotes"),
            ("curly quotes around it", "\u201C1000.x\u201D", "holds a character outside of ASCII"),
            ("a byte order mark at its start", "\uFEFF1000.x", "holds a character outside of ASCII"),
            ("a zero-width space at its end", "1000.x\u200B", "holds a character outside of ASCII"),
            ("a zero-width space in it", "1000\u200Bx", "holds a character outside of ASCII"),
            ("a long dash in it", "1000\u2013x", "holds a character outside of ASCII"),
        })
        {
            yield return new($"a client id with {name}", options => options.ClientId = text, $"ClientId {flaw}", "Copy it from Zoho's API console");
            yield return new($"a client id of a data center with {name}", options => options.ClientIds["cn"] = text, $"ClientIds:cn {flaw}", "Copy it from Zoho's API console");
            yield return new($"a secret with {name}", options => options.ClientSecret = text, $"ClientSecret {flaw}", "Copy it from Zoho's API console");
            yield return new($"a secret of a data center with {name}", options => options.ClientSecrets["eu"] = text, $"ClientSecrets:eu {flaw}", "Copy it from Zoho's API console");
        }

        yield return new("a blank secret", options => options.ClientSecret = " ", "ClientSecret begins or ends with white space", "Copy it from Zoho's API console");
    }

    private static IEnumerable<OptionsFlaw> RedirectUris()
    {
        yield return new("no redirect URI", options => options.RedirectUri = null, "RedirectUri is", WriteTheRedirectUri);
        foreach ((string name, string redirectUri) in new[]
        {
            ("a relative redirect URI", "/callback"),
            ("a redirect URI without a scheme", "app.example.com/callback"),
            ("a redirect URI with a fragment", "https://app.example.com/callback#x"),
            ("a redirect URI with an empty fragment", "https://app.example.com/callback#"),
            ("an http redirect URI", "http://app.example.com/callback"),
            ("an http redirect URI whose host begins like a loopback one", "http://localhost.example.com/callback"),
            ("an http redirect URI whose host begins like a loopback address", "http://127.0.0.1.example.com/callback"),
            ("an http redirect URI with a loopback user", "http://localhost@app.example.com/callback"),
            ("an http redirect URI on a private address", "http://192.168.0.1/callback"),
            ("an http redirect URI on every address", "http://0.0.0.0/callback"),
            ("an http redirect URI on the name loopback, which is nobody's", "http://loopback/callback"),
            ("an http redirect URI on the name loopback behind a user", "http://user@loopback/callback"),
            ("an http redirect URI on the name loopback behind backslashes", "http:\\\\loopback/callback"),
            ("an http redirect URI on the name loopback with a port", "http://loopback:5000/callback"),
            ("an http redirect URI on a loopback host behind backslashes", "http:\\\\localhost/callback"),
            ("a redirect URI with a user", "https://user@app.example.com/callback"),
            ("a redirect URI with an empty user", "https://@app.example.com/callback"),
            ("a redirect URI with a user on a loopback host", "http://user@localhost/callback"),
            ("a redirect URI with a user and a password", "https://user:password@app.example.com/callback"),
            ("a redirect URI with a backslash in its path", "https://app.example.com/call\\back"),
            ("a redirect URI in quotes", "\"https://app.example.com/callback\""),
            ("a redirect URI in single quotes", "'https://app.example.com/callback'"),
            ("a redirect URI with white space before it", " https://app.example.com/callback"),
            ("a redirect URI with white space after it", "https://app.example.com/callback "),
            ("a redirect URI with a line break in it", "https://app.example.com/call\nback"),
            ("an ftp redirect URI", "ftp://localhost/callback"),
            ("a file redirect URI", "file:///callback"),
            ("a redirect URI of an app", "com.example.app:/callback"),
            ("a javascript redirect URI", "javascript:alert(1)"),
        })
        {
            yield return new(
                name,
                options => options.RedirectUri = new Uri(redirectUri, UriKind.RelativeOrAbsolute),
                "RedirectUri ",
                WriteTheRedirectUri);
        }
    }

    private static IEnumerable<OptionsFlaw> DataCenters()
    {
        yield return new("a null data center", options => options.DataCenters.Add(null!), $"DataCenters:{DataCenter.All.Count} is missing", "give it Id, AccountsServer and ApiServer");
        yield return Added("a data center with a null id", new(null!, Server, Server), $"DataCenters:{DataCenter.All.Count}:Id is", "Set it to the location that Zoho sends");
        yield return Added("a data center with an empty id", new("", Server, Server), $"DataCenters:{DataCenter.All.Count}:Id is", "Set it to the location that Zoho sends");
        foreach (string id in new[] { " ", "e u", "ü", "a.b", "abcdefghijklm" })
        {
            yield return Added($"a data center with the id '{id}'", new(id, Server, Server), $"DataCenters:{DataCenter.All.Count}:Id is", "Set it to the location that Zoho sends");
        }

        yield return Added("two data centers with one id", new("eu", Server, Server), $"DataCenters:{DataCenter.All.Count}:Id repeats the id 'eu'", "an id of its own");
        yield return Added("two data centers with one id in another case", new("EU", Server, Server), $"DataCenters:{DataCenter.All.Count}:Id repeats the id 'EU'", "an id of its own");
        foreach ((string name, string accountsServer) in new[]
        {
            ("two data centers with one accounts server", "https://accounts.zoho.eu"),
            ("two data centers with one accounts server in another case", "https://Accounts.ZOHO.eu"),
            ("two data centers with one accounts server, one with a slash", "https://accounts.zoho.eu/"),
            ("two data centers with one accounts server, one with the default port", "https://accounts.zoho.eu:443"),
        })
        {
            yield return Added(name, new(ImaginaryDataCenter.Id, new Uri(accountsServer), Server), $"DataCenters:{DataCenter.All.Count}:AccountsServer is", "an accounts server of its own");
        }

        foreach ((string name, string? server) in new[]
        {
            ("is null", null),
            ("is relative", "accounts.example.com"),
            ("is http", "http://accounts.example.com"),
            ("is http on a host that begins like a loopback one", "http://localhost.example.com"),
            ("is ftp", "ftp://accounts.example.com"),
            ("has a path", "https://accounts.example.com/oauth"),
            ("has a path of two slashes", "https://accounts.example.com//"),
            ("has a query", "https://accounts.example.com?a=b"),
            ("has an empty query", "https://accounts.example.com/?"),
            ("has a fragment", "https://accounts.example.com#x"),
            ("has an empty fragment", "https://accounts.example.com/#"),
            ("has a user", "https://accounts.zoho.com@accounts.example.com"),
            ("has an empty user", "https://@accounts.example.com"),
            ("has a path that goes nowhere", "https://accounts.example.com/."),
            ("has a path that comes back", "https://accounts.example.com/x/.."),
            ("is http on the name loopback, which is nobody's", "http://loopback"),
            ("is http on the name loopback with a backslash", "http:\\\\loopback"),
            ("is http on a loopback host with a backslash", "http:\\\\localhost"),
            ("has backslashes", "https:\\\\accounts.example.com"),
            ("has a host that is not ASCII", "https://accounts.zohö.com"),
            ("has a user and a password", "https://user:password@accounts.example.com"),
            ("is http on a loopback host with a path", "http://localhost/oauth"),
        })
        {
            Uri address = server is null ? null! : new Uri(server, UriKind.RelativeOrAbsolute);
            yield return Added($"an accounts server that {name}", new(ImaginaryDataCenter.Id, address, Server), $"DataCenters:{DataCenter.All.Count}:AccountsServer ", WriteAnOrigin);
            yield return Added($"an API server that {name}", new(ImaginaryDataCenter.Id, Server, address), $"DataCenters:{DataCenter.All.Count}:ApiServer ", WriteAnOrigin);
        }
    }

    private static OptionsFlaw Added(string name, DataCenter dataCenter, string setting, string fix) =>
        new(name, options => options.DataCenters.Add(dataCenter), setting, fix);

    private static OptionsFlaw Scope(string name, string? scope) =>
        new(name, options => options.Scopes.Add(scope!), "Scopes:1 ", WriteAScope);

    private static OptionsFlaw Lifetime(string name, TimeSpan lifetime) =>
        new(name, options => options.AuthorizationCodeLifetime = lifetime, "AuthorizationCodeLifetime is", "Leave it at 00:01:00");

    private static OptionsFlaw Recheck(string name, TimeSpan interval) =>
        new(name, options => options.ConnectionRecheckInterval = interval, "ConnectionRecheckInterval is", "Leave it at 00:00:30");

    private static void ShareTheSecret(BiginOAuthOptions options) => (options.ClientIds["cn"], options.ClientSecret) = ("1000.CHINA", "s");

    private static void ShareTheSecretOfEurope(BiginOAuthOptions options) => (options.ClientIds["cn"], options.ClientSecrets["eu"]) = ("1000.CHINA", "s");

    private static void AllowTheSecondToBeUnknown(BiginOAuthOptions options)
    {
        options.AllowedDataCenters.Add("eu");
        options.AllowedDataCenters.Add("xx");
    }
}
