using Bigin.OAuth.Benchmarks.Connections;

namespace Bigin.OAuth.Tests.Benchmarks;

/// <summary>What the benchmark of refreshes says about requests is a count, and not a measurement, so it can be checked.</summary>
[TestOf(typeof(Refreshes))]
public sealed class Callers_with_an_expired_token
{
    private readonly Refreshes _refreshes = new() { Callers = 64 };

    [Test]
    public async Task Cause_one_request_here_and_one_each_without_a_second_look()
    {
        await _refreshes.SetupAsync();

        foreach ((Func<Task> ask, int requests) in ((Func<Task>, int)[])[(_refreshes.OfConnections, 1), (_refreshes.Unguarded, 64), (_refreshes.Queued, 64), (_refreshes.OfConnections, 1)])
        {
            await ask();
            _refreshes.Requests.Should().Be(requests, ask.Method.Name);
        }

        _refreshes.Cleanup();
    }
}
