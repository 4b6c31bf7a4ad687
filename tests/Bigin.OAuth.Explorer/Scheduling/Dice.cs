namespace Bigin.OAuth.Explorer.Scheduling;

/// <summary>Draws random numbers that a seed repeats. Not thread-safe.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Gets the next number by SplitMix64: every seed is good, neighbours too.</summary>
    /// <seealso href="https://doi.org/10.1145/2660193.2660195">Steele, Lea, Flood: Fast splittable pseudorandom number generators</seealso>
    internal ulong Next()
    {
        ulong mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>Gets a number from 0 to less than <paramref name="end"/>.</summary>
    internal int Below(int end) => (int)((Next() >> 33) % (ulong)end);

    internal bool Chance(int percent) => Below(100) < percent;

    internal T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];
}
