using System.Reflection;
using System.Runtime.CompilerServices;

namespace Bigin.OAuth.Tests.Conventions;

public sealed class Asynchronous_methods
{
    [Test]
    public void End_in_Async()
    {
        MethodInfo[] methods = Methods(Library.Assemblies.SelectMany(assembly => assembly.GetTypes()));

        methods.Select(method => method.DeclaringType!.Assembly).Distinct().Should().BeEquivalentTo(Library.Assemblies);
        methods.Where(IsMisnamed).Should().BeEmpty();
    }

    // The library may have no asynchronous method at all, which would say nothing about the rule.
    [Test]
    public void Are_found_where_they_do_not() =>
        Methods([typeof(Sample)]).Where(IsMisnamed).Select(method => method.Name).Should().BeEquivalentTo(
            [nameof(Sample.Task), nameof(Sample.CreateTask), nameof(Sample.CreateValueTask), nameof(Sample.Stream), nameof(Sample.NothingAsync)]);

    private static MethodInfo[] Methods(IEnumerable<Type> types) =>
    [
        .. types.Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !typeof(Delegate).IsAssignableFrom(type))
            .SelectMany(type => type.GetMethods(Library.Declared))
            .Where(method => !method.IsSpecialName && !method.Name.Contains('<', StringComparison.Ordinal)),
    ];

    private static bool IsMisnamed(MethodInfo method) =>
        IsAwaited(method.ReturnType) != method.Name.EndsWith("Async", StringComparison.Ordinal);

    private static bool IsAwaited(Type type) =>
        typeof(Task).IsAssignableFrom(type)
        || type == typeof(ValueTask)
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ValueTask<>) || type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)));

    private static class Sample
    {
        internal static Task Task() => System.Threading.Tasks.Task.CompletedTask;

        internal static Task<int> CreateTask() => System.Threading.Tasks.Task.FromResult(1);

        internal static ValueTask<int> CreateValueTask() => new(1);

        internal static IAsyncEnumerable<int> Stream() => AsyncEnumerable.Empty<int>();

        internal static void NothingAsync()
        {
        }

        internal static Task RightAsync() => System.Threading.Tasks.Task.CompletedTask;
    }
}
