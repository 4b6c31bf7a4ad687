using System.Collections.Concurrent;

namespace Bigin.OAuth.Tests.Authorize;

[TestOf(typeof(AuthorizationUrlBuilder))]
public sealed class Links_made_in_parallel
{
    private const int Links = 1_000;

    [Test]
    public void Are_distinct_and_well_formed()
    {
        AuthorizationUrlBuilder builder = Client.Builder(options => options.UsePkce = true);
        var requests = new ConcurrentBag<AuthorizationRequest>();

        Parallel.For(0, Links, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => requests.Add(builder.Build()));

        requests.Should().HaveCount(Links);
        requests.Select(request => request.State).Distinct().Should().HaveCount(Links);
        requests.Select(request => PendingJson.CodeVerifier(request.Pending)).Distinct().Should().HaveCount(Links);
        requests.Select(request => request.Url.OriginalString[..request.Url.OriginalString.IndexOf("code_challenge", StringComparison.Ordinal)])
            .Distinct().Should().ContainSingle();
        requests.Should().OnlyContain(request => Link.Parameter(request, "state") == request.State && request.State.Length == 43);
    }
}
