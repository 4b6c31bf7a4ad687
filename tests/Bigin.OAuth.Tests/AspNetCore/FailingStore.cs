using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.AspNetCore;

/// <summary>A store whose methods throw from the moment that a test names them.</summary>
public class FailingStore : DispatchProxy
{
    private IBiginConnectionStore? _inner;
    private string? _failing;

    internal static void Register(WebApplicationBuilder builder)
    {
        ServiceDescriptor inner = builder.Services.Last(service => service.ServiceType == typeof(IBiginConnectionStore));
        builder.Services.AddSingleton(provider =>
        {
            IBiginConnectionStore store = Create<IBiginConnectionStore, FailingStore>();
            ((FailingStore)(object)store)._inner = (IBiginConnectionStore)inner.ImplementationFactory!(provider);
            return store;
        });
    }

    internal static FailingStore Of(WebHost host) => (FailingStore)(object)host.App.Services.GetRequiredService<IBiginConnectionStore>();

    internal void Fail(string? method) => _failing = method;

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == _failing)
        {
            throw new IOException("The database is away.");
        }

        try
        {
            return targetMethod.Invoke(_inner, args);
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }
    }
}
