using System.Security.Cryptography;

namespace Bigin.OAuth;

/// <summary>Shortens times by chance, so that processes that did something together don't do the next thing together.</summary>
/// <param name="next">Gives a number from 0 to 1, or <see langword="null"/> for chance.</param>
internal sealed class Jitter(Func<double>? next)
{
    /// <summary>The key of a function that takes the place of chance.</summary>
    internal const string FunctionKey = "Bigin.OAuth.Jitter";

    private readonly Func<double> _next = next ?? (static () => RandomNumberGenerator.GetInt32(1_001) / 1_000.0);

    /// <summary>Gets a time between the given one less a share of it and the given one.</summary>
    internal TimeSpan Shorten(TimeSpan time, double share) => time * (1 - (share * _next()));
}
