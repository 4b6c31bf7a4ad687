namespace Bigin.OAuth.Interactive;

/// <summary>
/// Specifies the result of asking a person for consent: <see cref="Answered"/>, <see cref="TimedOut"/> or <see cref="CannotListen"/>, and
/// never anything else.
/// </summary>
public abstract class InteractiveAuthorization
{
    // Closed: no case can be added outside this assembly.
    private protected InteractiveAuthorization()
    {
    }

    /// <summary>Runs the one function that applies. Every case has to be answered.</summary>
    /// <typeparam name="T">What the functions return.</typeparam>
    /// <param name="answered">Bigin's answer came.</param>
    /// <param name="timedOut">No verified answer came in time.</param>
    /// <param name="cannotListen">No redirect URI could be listened on.</param>
    /// <returns>What the function that applied returned.</returns>
    /// <exception cref="ArgumentNullException">A function is null.</exception>
    public T Match<T>(Func<Answered, T> answered, Func<TimedOut, T> timedOut, Func<CannotListen, T> cannotListen)
    {
        ArgumentNullException.ThrowIfNull(answered);
        ArgumentNullException.ThrowIfNull(timedOut);
        ArgumentNullException.ThrowIfNull(cannotListen);
        return this switch
        {
            Answered it => answered(it),
            TimedOut it => timedOut(it),
            CannotListen it => cannotListen(it),
            _ => throw new InvalidOperationException($"{GetType()} isn't a known case."),
        };
    }
}
