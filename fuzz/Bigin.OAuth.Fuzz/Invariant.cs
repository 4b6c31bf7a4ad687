using System.Diagnostics.CodeAnalysis;

namespace Bigin.OAuth.Fuzz;

/// <summary>What has to be true whatever the input is.</summary>
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
