namespace Bigin.OAuth;

/// <summary>
/// Represents the result of connecting: <see cref="Connected"/>, <see cref="ConnectFailed"/>, <see cref="RefreshTokenMissing"/> or
/// <see cref="DifferentOrganization"/>, and never anything else.
/// </summary>
public abstract class ConnectResult
{
    // Closed: no case can be added outside this assembly.
    private protected ConnectResult()
    {
    }

    /// <summary>Runs the one function that applies. Every case has to be answered.</summary>
    /// <typeparam name="T">What the functions return.</typeparam>
    /// <param name="connected">The connection works and is stored.</param>
    /// <param name="failed">Bigin gave no tokens.</param>
    /// <param name="refreshTokenMissing">Bigin gave no refresh token, so nothing would last.</param>
    /// <param name="differentOrganization">The key is connected to another organization.</param>
    /// <returns>What the function that applied returned.</returns>
    /// <exception cref="ArgumentNullException">A function is null.</exception>
    public T Match<T>(
        Func<Connected, T> connected,
        Func<ConnectFailed, T> failed,
        Func<RefreshTokenMissing, T> refreshTokenMissing,
        Func<DifferentOrganization, T> differentOrganization)
    {
        ArgumentNullException.ThrowIfNull(connected);
        ArgumentNullException.ThrowIfNull(failed);
        ArgumentNullException.ThrowIfNull(refreshTokenMissing);
        ArgumentNullException.ThrowIfNull(differentOrganization);
        return this switch
        {
            Connected result => connected(result),
            ConnectFailed result => failed(result),
            RefreshTokenMissing result => refreshTokenMissing(result),
            DifferentOrganization result => differentOrganization(result),
            _ => throw new InvalidOperationException($"{GetType()} isn't a known case."),
        };
    }
}
