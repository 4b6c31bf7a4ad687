using CsCheck;

namespace Bigin.OAuth.Tests.Redirect;

/// <summary>Generators of redirects of every case, as the parameters that they are made of.</summary>
internal static class RedirectParts
{
    private static readonly string[] Servers =
        [.. DataCenter.All.Select(dataCenter => dataCenter.AccountsServer.OriginalString), "https%3A%2F%2Faccounts.zoho.com", "https://accounts.zoho.com.evil.example", "", "%zz"];

    private static readonly Gen<string[]> Good =
        from dataCenter in Gen.OneOf([.. DataCenter.All])
        select new[] { $"code={GoodRedirect.Code}", $"state={GoodRedirect.State}", $"location={dataCenter.Id}", $"accounts-server={dataCenter.AccountsServer.OriginalString}" };

    private static readonly Gen<string[]> Refused =
        from error in Gen.OneOf("access_denied", "no_org", "server_error", "%22")
        from state in Gen.OneOf([[], [$"state={GoodRedirect.State}"], new[] { "state=other" }])
        from description in Gen.OneOf([[], ["error_description=%E5%90%A6"], new[] { "error_description=%00" }])
        select (string[])[$"error={error}", .. state, .. description];

    private static readonly Gen<string> Part = Gen.OneOf(
        Gen.OneOf("code=c", "code=", "code=%zz", "code=%C3%A9"),
        Gen.OneOf($"state={GoodRedirect.State}", "state=other", "state=", "state"),
        Gen.OneOf("error=access_denied", "error=no_org", "error=", "error=%FF"),
        Gen.OneOf("location=us", "location=eu", "location=xx", "loc%61tion=us"),
        Gen.OneOf([.. Servers.Select(server => $"accounts-server={server}")]),
        Gen.OneOf("access_token=x", "id_token=x", "access_token=", "id_token=%"));

    /// <summary>Grants, refusals, and random combinations of parts. A description comes once at most: the first counts.</summary>
    internal static readonly Gen<string[]> All = Gen.Frequency((2, Good), (2, Refused), (3, Part.Array[0, 6]), (2, Gen.Select(Good, Part, (good, part) => (string[])[.. good, part])));

    internal static readonly RedirectResponseParser Parser = Client.Parser();

    internal static RedirectResponse Answer(IEnumerable<string> parts) => Parser.Parse("?" + string.Join('&', parts), GoodRedirect.State);

    /// <summary>Counts how many samples had which case: a generator of one case alone would prove little.</summary>
    internal static void AllCasesShouldBeAmong(IEnumerable<RedirectResponse> responses) =>
        responses.Select(response => response.GetType()).Distinct().Should().HaveCount(4, "grants, denials, failures and rejections are to be among the samples");
}
