using System.Globalization;

namespace Bigin.OAuth.FaultRun;

/// <summary>Random numbers that a seed repeats. Not thread-safe.</summary>
internal sealed class Dice(ulong seed)
{
    // Marsaglia, "Xorshift RNGs", with the multiplication of xorshift64*. Zero would stay zero.
    private ulong _state = (seed * 0x9E3779B97F4A7C15) | 1;

    internal static Dice From(string seed) => new(ulong.Parse(seed, CultureInfo.InvariantCulture));

    internal ulong Next()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return _state * 0x2545F4914F6CDD1D;
    }

    /// <summary>Gives a number of at least <paramref name="from"/> and less than <paramref name="to"/>.</summary>
    internal int Between(int from, int to) => from + (int)((Next() >> 33) % (ulong)(to - from));

    internal bool Chance(int percent) => Between(0, 100) < percent;

    internal T Pick<T>(IReadOnlyList<T> items) => items[Between(0, items.Count)];
}
