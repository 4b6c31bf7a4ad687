using CsCheck;

namespace Bigin.OAuth.Tests;

/// <summary>Checks what has to be true of every value of a generator. A failure prints the smallest value found and the seed that makes it again.</summary>
internal static class Properties
{
    private const string MoreByEnvironment = "CsCheck_Iter";

    internal static void ForAll<T>(this Gen<T> generator, int samples, Action<T> check, Func<T, string>? print = null) =>
        generator.Sample(check, iter: Count(samples), threads: 1, print: print);

    internal static Task ForAllAsync<T>(this Gen<T> generator, int samples, Func<T, Task> check, Func<T, string>? print = null) =>
        generator.SampleAsync(check, iter: Count(samples), threads: 1, print: print);

    // -1 leaves the count to CsCheck, which reads the variable.
    private static int Count(int samples) => Environment.GetEnvironmentVariable(MoreByEnvironment) is null ? samples : -1;
}
