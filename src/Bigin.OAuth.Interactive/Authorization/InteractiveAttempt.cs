namespace Bigin.OAuth.Interactive;

/// <summary>What came of asking a person, and the wait that still has to show the last page.</summary>
internal sealed class InteractiveAttempt(InteractiveAuthorization authorization, OpenWait? wait = null) : IAsyncDisposable
{
    internal InteractiveAuthorization Authorization { get; } = authorization;

    internal Task ShowLastAsync(InteractivePage page, CancellationToken cancellationToken) =>
        wait?.ShowLastAsync(page, cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => wait?.DisposeAsync() ?? default;
}
