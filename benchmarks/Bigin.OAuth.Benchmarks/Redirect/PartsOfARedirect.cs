using BenchmarkDotNet.Attributes;

namespace Bigin.OAuth.Benchmarks.Redirect;

/// <summary>Reads the redirect of an accepted request with less and less to do, so that the differences say where the time goes.</summary>
public class PartsOfARedirect
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 0, 0, 0, TimeSpan.Zero);

    private readonly RedirectResponseParser _parser = Create(TimeProvider.System);
    private readonly RedirectResponseParser _parserWithoutClock = Create(new StoppedClock());

    [Benchmark(Baseline = true, Description = "All of it")]
    public RedirectResponse All() => _parser.Parse(AcceptedRedirect.Query, AcceptedRedirect.State);

    [Benchmark(Description = "with a clock that stands still")]
    public RedirectResponse WithoutClock() => _parserWithoutClock.Parse(AcceptedRedirect.Query, AcceptedRedirect.State);

    [Benchmark(Description = "and no state to compare")]
    public RedirectResponse WithoutState() => _parserWithoutClock.ParseWithoutState(AcceptedRedirect.Query);

    [Benchmark(Description = "and nothing escaped")]
    public RedirectResponse WithoutEscapes() => _parserWithoutClock.ParseWithoutState(AcceptedRedirect.QueryWithoutEscapes);

    [Benchmark(Description = "and an error in place of a code")]
    public RedirectResponse Denied() => _parserWithoutClock.ParseWithoutState(AcceptedRedirect.DeniedQuery);

    private static RedirectResponseParser Create(TimeProvider timeProvider)
    {
        var options = new BiginOAuthOptions();
        Client.Configure(options);
        return new RedirectResponseParser(options, timeProvider);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
