using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Explorer.World;

/// <summary>Makes the library's own store in memory, whose clock is that of the server that calls it.</summary>
internal sealed class MemoryStore : TimeProvider
{
    internal MemoryStore()
    {
        var services = new ServiceCollection();
        services.AddKeyedSingleton<TimeProvider>(BiginOAuthDefaults.TimeProviderKey, this);
        services.AddBiginOAuth(options => options.ClientId = "1000.EXPLORER");
        Store = services.BuildServiceProvider().GetRequiredService<IBiginConnectionStore>();
    }

    internal IBiginConnectionStore Store { get; }

    /// <summary>Gets or sets the clock of the server that calls.</summary>
    internal TimeProvider Clock { get; set; } = System;

    public override DateTimeOffset GetUtcNow() => Clock.GetUtcNow();
}
