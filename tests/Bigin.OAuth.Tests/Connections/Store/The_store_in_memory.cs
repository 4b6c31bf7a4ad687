using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

[TestOf(typeof(IBiginConnectionStore))]
public sealed class The_store_in_memory : ConnectionStoreContract, IAsyncDisposable
{
    private ServiceProvider? _services;

    public ValueTask DisposeAsync() => _services?.DisposeAsync() ?? default;

    protected override Task<IBiginConnectionStore> OpenAsync(TimeProvider clock)
    {
        _services ??= new ServiceCollection()
            .AddLogging()
            .AddKeyedSingleton(BiginOAuthDefaults.TimeProviderKey, clock)
            .AddBiginOAuth(_ => { }).Services.BuildServiceProvider();
        return Task.FromResult(_services.GetRequiredService<IBiginConnectionStore>());
    }
}
