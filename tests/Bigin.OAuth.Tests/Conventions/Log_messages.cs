using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Conventions;

public sealed class Log_messages
{
    // The generator of .NET 10 writes several classes in an order that changes from build to build: https://github.com/dotnet/runtime/issues/119587
    [Test]
    public void Stand_in_one_class_of_an_assembly_or_it_would_not_be_built_the_same_twice()
    {
        Type[] classes =
        [
            .. Library.Assemblies.SelectMany(assembly => assembly.GetTypes())
                .Where(type => type.GetMethods(Library.Declared).Any(method => method.GetCustomAttribute<LoggerMessageAttribute>() is not null)),
        ];

        classes.Should().HaveCountGreaterThan(2).And.OnlyHaveUniqueItems(type => type.Assembly);
    }
}
