namespace Bigin.OAuth.Tests.Tokens.Sending;

/// <summary>Counts how often the handlers further out send a request, and tells when they do so a second time.</summary>
internal sealed class CountedAttempts
{
    private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    internal int Count => Volatile.Read(ref _count);

    internal Task Second => _second.Task;

    internal DelegatingHandler Handler() => new Counter(this);

    private void Add()
    {
        if (Interlocked.Increment(ref _count) == 2)
        {
            _second.TrySetResult();
        }
    }

    private sealed class Counter(CountedAttempts attempts) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            attempts.Add();
            return base.SendAsync(request, cancellationToken);
        }
    }
}
