using System.Reflection;
using BenchmarkDotNet.Attributes;
using Bigin.OAuth.Benchmarks.Connections;

namespace Bigin.OAuth.Tests.Benchmarks;

/// <summary>Runs each method of each benchmark once, with the smallest parameters, so that none rots. How long it takes is no matter here.</summary>
[TestOf(typeof(BenchmarkAttribute))]
public sealed class Every_benchmark
{
    private static readonly Type[] Classes = [.. typeof(FreshToken).Assembly.GetExportedTypes().Where(type => Marked<BenchmarkAttribute>(type).Length > 0)];

    [TestCaseSource(nameof(Classes))]
    public async Task Runs(Type type)
    {
        object benchmark = Activator.CreateInstance(type)!;
        foreach (PropertyInfo parameter in type.GetProperties())
        {
            if (parameter.GetCustomAttribute<ParamsAttribute>() is { } values)
            {
                parameter.SetValue(benchmark, values.Values.Min());
            }
        }

        await CallAllAsync<GlobalSetupAttribute>(benchmark);
        try
        {
            await CallAllAsync<BenchmarkAttribute>(benchmark);
        }
        finally
        {
            await CallAllAsync<GlobalCleanupAttribute>(benchmark);
        }
    }

    [Test]
    public void Is_found() => Classes.Should().HaveCountGreaterThan(5);

    private static async Task CallAllAsync<TAttribute>(object benchmark)
        where TAttribute : Attribute
    {
        foreach (MethodInfo method in Marked<TAttribute>(benchmark.GetType()))
        {
            object? result = method.Invoke(benchmark, null);
            if (result?.GetType().GetMethod(nameof(Task.GetAwaiter)) is not null)
            {
                await (dynamic)result;
            }
        }
    }

    private static MethodInfo[] Marked<TAttribute>(Type type)
        where TAttribute : Attribute => [.. type.GetMethods().Where(method => method.IsDefined(typeof(TAttribute)))];
}
