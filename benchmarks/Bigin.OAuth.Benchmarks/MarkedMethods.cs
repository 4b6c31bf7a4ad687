using System.Reflection;

namespace Bigin.OAuth.Benchmarks;

/// <summary>Finds and calls the methods of a benchmark by their attributes, as BenchmarkDotNet does.</summary>
internal static class MarkedMethods
{
    internal static MethodInfo[] Find<TAttribute>(Type type)
        where TAttribute : Attribute => [.. type.GetMethods().Where(method => method.IsDefined(typeof(TAttribute)))];

    /// <summary>Calls each of them once, and awaits what can be awaited.</summary>
    internal static async Task CallAsync<TAttribute>(object benchmark)
        where TAttribute : Attribute
    {
        foreach (MethodInfo method in Find<TAttribute>(benchmark.GetType()))
        {
            object? result = method.Invoke(benchmark, null);
            if (result?.GetType().GetMethod(nameof(Task.GetAwaiter)) is not null)
            {
                await (dynamic)result;
            }
        }
    }
}
