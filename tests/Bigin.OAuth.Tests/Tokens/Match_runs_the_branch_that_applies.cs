namespace Bigin.OAuth.Tests.Tokens;

[TestOf(typeof(TokenResponse))]
public sealed class Match_runs_the_branch_that_applies
{
    [TestCase("""{"access_token":"1000.a.a"}""", "issued")]
    [TestCase("""{"error":"invalid_code"}""", "failed")]
    public async Task And_no_other_for_tokens(string body, string branch)
    {
        TokenResponse response = await Answered.ByAsync(TokenRequest.Exchange, RawAnswer.Json(body));
        var ran = new List<(string, TokenResponse)>();

        response.Match(x => Run("issued", x), x => Run("failed", x)).Should().Be(branch);

        ran.Should().Equal((branch, response));

        string Run(string name, TokenResponse given)
        {
            ran.Add((name, given));
            return name;
        }
    }

    [TestCase("""{"status":"success"}""", "revoked")]
    [TestCase("""{"error":"invalid_token"}""", "failed")]
    public async Task And_no_other_for_a_revocation(string body, string branch)
    {
        RevocationResponse response = await Answered.ToRevocationAsync(RawAnswer.Json(body));
        var ran = new List<(string, RevocationResponse)>();

        response.Match(x => Run("revoked", x), x => Run("failed", x)).Should().Be(branch);

        ran.Should().Equal((branch, response));

        string Run(string name, RevocationResponse given)
        {
            ran.Add((name, given));
            return name;
        }
    }

    [TestCase("""{"access_token":"1000.a.a"}""")]
    [TestCase("""{"error":"invalid_code"}""")]
    public async Task And_wants_both_branches_for_tokens(string body)
    {
        TokenResponse response = await Answered.ByAsync(TokenRequest.Exchange, RawAnswer.Json(body));
        int ran = 0;

        new (string Name, Action Call)[]
        {
            ("issued", () => response.Match(null!, _ => ran++)),
            ("failed", () => response.Match(_ => ran++, null!)),
        }.Should().AllSatisfy(row => row.Call.Should().Throw<ArgumentNullException>().WithParameterName(row.Name));
        ran.Should().Be(0);
    }

    [TestCase("""{"status":"success"}""")]
    [TestCase("""{"error":"invalid_token"}""")]
    public async Task And_wants_both_branches_for_a_revocation(string body)
    {
        RevocationResponse response = await Answered.ToRevocationAsync(RawAnswer.Json(body));
        int ran = 0;

        new (string Name, Action Call)[]
        {
            ("revoked", () => response.Match(null!, _ => ran++)),
            ("failed", () => response.Match(_ => ran++, null!)),
        }.Should().AllSatisfy(row => row.Call.Should().Throw<ArgumentNullException>().WithParameterName(row.Name));
        ran.Should().Be(0);
    }
}
