namespace Bigin.OAuth.Tests.Authorize;

[NonParallelizable]
[TestOf(typeof(AuthorizationUrlBuilder))]
public sealed class A_link_allocates_little
{
    private const int Rounds = 7;

    private const int LinksPerRound = 1_000;

    private const int PkceAllowance = 1_024;

    [TestCase(false, 1, 0, TestName = "without PKCE")]
    [TestCase(true, 1, PkceAllowance, TestName = "with PKCE")]
    [TestCase(false, 60, 0, TestName = "with 60 scopes")]
    [TestCase(true, 60, PkceAllowance, TestName = "with 60 scopes and PKCE")]
    public void Within_the_budget_for_its_scopes(bool pkce, int scopes, int allowance)
    {
        AuthorizationUrlBuilder builder = Client.Builder(options => options.UsePkce = pkce)
            .WithScopes([.. Enumerable.Range(0, scopes).Select(i => $"ZohoBigin.modules.custom{i}.READ")]);
        int length = builder.Build().Url.OriginalString.Length;

        long bytes = Enumerable.Range(0, Rounds).Min(_ => BytesPerLink(builder));

        TestContext.Out.WriteLine($"{bytes} bytes for a link of {length} characters; the budget is {(2 * length) + 512 + allowance}");
        bytes.Should().BeLessThanOrEqualTo((2 * length) + 512 + allowance);
    }

    private static long BytesPerLink(AuthorizationUrlBuilder builder)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < LinksPerRound; i++)
        {
            GC.KeepAlive(builder.Build());
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / LinksPerRound;
    }
}
