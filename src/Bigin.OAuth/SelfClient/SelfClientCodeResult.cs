namespace Bigin.OAuth;

/// <summary>
/// Represents what <see cref="SelfClientCodeParser"/> read: a <see cref="SelfClientCode"/> or a <see cref="SelfClientCodeRejected"/>.
/// </summary>
public abstract class SelfClientCodeResult
{
    // Closed: no case can be added outside this assembly.
    private protected SelfClientCodeResult()
    {
    }

    /// <summary>Runs the function that applies. Both cases have to be answered.</summary>
    /// <typeparam name="T">What the functions return.</typeparam>
    /// <param name="accepted">The text holds a code.</param>
    /// <param name="rejected">The text holds no code that can be exchanged.</param>
    /// <returns>What the function that applied returned.</returns>
    /// <exception cref="ArgumentNullException">A function is <see langword="null"/>.</exception>
    public T Match<T>(Func<SelfClientCode, T> accepted, Func<SelfClientCodeRejected, T> rejected)
    {
        ArgumentNullException.ThrowIfNull(accepted);
        ArgumentNullException.ThrowIfNull(rejected);
        return this switch
        {
            SelfClientCode code => accepted(code),
            SelfClientCodeRejected rejection => rejected(rejection),
            _ => throw new InvalidOperationException($"{GetType()} isn't a known case."),
        };
    }
}
