namespace Bigin.OAuth.Tests;

/// <summary>How much a test does that finds more the longer it runs. <c>BIGIN_FULL=1</c> asks for all of it, as before a release.</summary>
internal static class SuiteSize
{
    private const string Variable = "BIGIN_FULL";

    internal static bool IsFull => Environment.GetEnvironmentVariable(Variable) == "1";

    internal static T Choose<T>(T representative, T full) => IsFull ? full : representative;
}
