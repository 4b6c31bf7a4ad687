using System.Diagnostics.CodeAnalysis;

namespace Bigin.OAuth.Fuzz;

/// <summary>What has to be true of every input.</summary>
internal static class Invariant
{
    internal static void Holds([DoesNotReturnIf(false)] bool condition, string rule)
    {
        if (!condition)
        {
            throw new BrokenInvariantException(rule);
        }
    }
}
