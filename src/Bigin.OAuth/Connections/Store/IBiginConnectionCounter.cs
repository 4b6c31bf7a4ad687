namespace Bigin.OAuth;

/// <summary>Counts the connections of a store by what their rows say, for the health check.</summary>
/// <remarks>
/// A store may implement it beside <see cref="IBiginConnectionStore"/>, where counting is cheaper than reading every row. The health check
/// lists all
/// connections of a store that doesn't. It is thread-safe.
/// </remarks>
public interface IBiginConnectionCounter
{
    /// <summary>Counts the connections in groups of one data center and one status.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The groups, none of them empty. Two may have the same data center and status.</returns>
    ValueTask<IReadOnlyList<ConnectionCount>> CountAsync(CancellationToken cancellationToken = default);
}
