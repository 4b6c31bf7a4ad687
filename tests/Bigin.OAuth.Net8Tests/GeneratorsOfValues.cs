using CsCheck;

namespace Bigin.OAuth.Tests;

/// <summary>Gives the CsCheck that there is for net8.0 the name that a later one has for its <c>OneOfConst</c>.</summary>
internal static class GeneratorsOfValues
{
    extension(Gen)
    {
        internal static Gen<T> OneOf<T>(params T[] values) => Gen.OneOfConst(values);
    }
}
