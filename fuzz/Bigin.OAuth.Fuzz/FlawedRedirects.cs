namespace Bigin.OAuth.Fuzz;

/// <summary>One redirect for each flaw, and nothing else in it that could get into a message.</summary>
internal static class FlawedRedirects
{
    private static readonly string[] Once = ["code", "state", "error", "location", "accounts-server"];

    private static readonly string[] Tokens = ["access_token", "id_token"];

    internal static IEnumerable<string> All(string state) =>
    [
        new string('x', 10_000),
        .. Once.Concat(Tokens).Select(name => $"{name}=%"),
        "error=%22",
        .. Once.Select(name => $"{name}=&{name}="),
        .. Tokens.Select(name => $"{name}=0"),
        "code=0&error=0",
        "",
        "state=0",
        $"state={state}",
        $"state={state}&code=0",
        $"state={state}&code=0&accounts-server=0",
        $"state={state}&code=%C3%A9&accounts-server=0&location=0",
        $"state={state}&code=0&accounts-server=0&location=0",
        $"state={state}&code=0&accounts-server=https://accounts.zoho.com&location=0",
        $"state={state}&code=0&accounts-server=https://accounts.zoho.com&location=us",
    ];
}
