using System.Collections.Concurrent;
using Bigin.OAuth.AspNetCore;

namespace Bigin.OAuth.Tests.AspNetCore;

/// <summary>Keeps the outcomes of a host, and leaves the default answers as they are.</summary>
internal sealed class RecordedOutcomes
{
    private readonly ConcurrentQueue<ConnectOutcome> _outcomes = new();

    internal IReadOnlyCollection<ConnectOutcome> All => _outcomes;

    internal ConnectOutcome Last => _outcomes.Last();

    internal void Record(BiginOAuthEndpointOptions options) => options.Respond = (context, outcome) =>
    {
        _outcomes.Enqueue(outcome);
        return outcome.ToResult().ExecuteAsync(context);
    };
}
