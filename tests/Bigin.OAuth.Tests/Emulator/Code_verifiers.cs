using Bigin.OAuth.Emulator;

namespace Bigin.OAuth.Tests.Emulator;

[TestOf(typeof(BiginEmulator))]
public sealed class Code_verifiers
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    // RFC 7636, appendix B. https://www.rfc-editor.org/rfc/rfc7636#appendix-B
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    [TestCase("S256", Challenge, Verifier, true)]
    [TestCase("S256", Challenge, "another-verifier-that-is-long-enough-to-be-one", false)]
    [TestCase("S256", Challenge, Challenge, false)]
    [TestCase("S256", Challenge, null, false)]
    [TestCase("plain", Verifier, Verifier, true)]
    [TestCase("plain", Verifier, "x", false)]
    [TestCase("plain", Verifier, null, false)]
    [TestCase(null, Verifier, Verifier, true, TestName = "No method is plain")]
    [TestCase(null, Challenge, Verifier, false, TestName = "No method is not S256")]
    [TestCase("S512", Challenge, Verifier, false)]
    public async Task Have_to_fit_the_challenge_of_the_link(string? method, string challenge, string? verifier, bool fits)
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        string answer = await ExchangeAsync(host, caller, $"&code_challenge={challenge}{(method is null ? "" : $"&code_challenge_method={method}")}", verifier);

        answer.Should().Contain(fits ? "access_token" : "{\"error\":\"invalid_code\"}");
    }

    [Test]
    public async Task Are_not_looked_at_without_a_challenge()
    {
        await using Host host = await Host.StartAsync();
        using var caller = new Caller(host);

        (await ExchangeAsync(host, caller, "", Verifier)).Should().Contain("access_token");
    }

    [TestCase("x")]
    [TestCase(null)]
    public async Task Are_not_looked_at_when_the_settings_say_so(string? verifier)
    {
        await using Host host = await Host.StartAsync(options => options.VerifyPkce = false);
        using var caller = new Caller(host);

        (await ExchangeAsync(host, caller, $"&code_challenge={Challenge}&code_challenge_method=S256", verifier)).Should().Contain("access_token");
    }

    private static async Task<string> ExchangeAsync(Host host, Caller caller, string challenge, string? verifier)
    {
        Uri redirect = await host.Emulator.AcceptAsync(new Uri(host.Links.Build().Url.OriginalString + challenge), "one@example.com");
        Dictionary<string, string> form = caller.Exchange(System.Web.HttpUtility.ParseQueryString(redirect.Query)["code"]!);
        if (verifier is not null)
        {
            form["code_verifier"] = verifier;
        }

        return await caller.AnswerAsync(form);
    }
}
