using System.Reflection;
using BenchmarkDotNet.Attributes;
using Bigin.OAuth.Benchmarks;
using Bigin.OAuth.Benchmarks.Connections;

namespace Bigin.OAuth.Tests.Benchmarks;

/// <summary>Runs each method of each benchmark once, with the smallest parameters, so that none rots. How long it takes is no matter here.</summary>
[TestOf(typeof(BenchmarkAttribute))]
public sealed class Every_benchmark
{
    private static readonly Type[] Classes = [.. typeof(FreshToken).Assembly.GetExportedTypes().Where(type => MarkedMethods.Find<BenchmarkAttribute>(type).Length > 0)];

    [TestCaseSource(nameof(Classes))]
    public async Task Runs_once_without_an_error(Type type)
    {
        object benchmark = Activator.CreateInstance(type)!;
        foreach (PropertyInfo parameter in type.GetProperties())
        {
            if (parameter.GetCustomAttribute<ParamsAttribute>() is { } values)
            {
                parameter.SetValue(benchmark, values.Values.Min());
            }
        }

        await MarkedMethods.CallAsync<GlobalSetupAttribute>(benchmark);
        try
        {
            await MarkedMethods.CallAsync<BenchmarkAttribute>(benchmark);
        }
        finally
        {
            await MarkedMethods.CallAsync<GlobalCleanupAttribute>(benchmark);
        }
    }

    [Test]
    public void Is_found_in_the_assembly() => Classes.Should().HaveCountGreaterThan(5);
}
