using Bigin.OAuth.Tests.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Connections;

[TestOf(typeof(IBiginConnectionStore))]
public sealed class The_notice_of_the_store_in_memory
{
    [Test]
    public async Task Is_logged_when_the_host_starts()
    {
        (await LogsAsync(services => services.AddBiginOAuth(Hosts.Section()))).Should().ContainSingle()
            .Which.Should().Be("Information Bigin.OAuth.BiginConnections: Bigin connections are kept in memory and end with this process. Register a store to keep them.");
    }

    [Test]
    public async Task Is_logged_once_where_AddBiginOAuth_is_called_twice()
    {
        (await LogsAsync(services => services.AddBiginOAuth(Hosts.Section()).Services.AddBiginOAuth(_ => { }))).Should().ContainSingle();
    }

    [TestCase("after")]
    [TestCase("between")]
    [TestCase("after two")]
    [TestCase("before, by the container")]
    public async Task Is_not_logged_where_there_is_another_store(string when)
    {
        string[] logs = await LogsAsync(services =>
        {
            if (when == "before, by the container")
            {
                services.AddSingleton<IBiginConnectionStore, OtherStore>();
            }

            BiginOAuthBuilder builder = services.AddBiginOAuth(Hosts.Section());
            builder = when switch
            {
                "between" => builder.UseConnectionStore<OtherStore>().Services.AddBiginOAuth(_ => { }),
                "after two" => services.AddBiginOAuth(_ => { }).UseConnectionStore<OtherStore>(),
                "after" => builder.UseConnectionStore<OtherStore>(),
                _ => builder,
            };
            services.Where(service => service.ServiceType == typeof(IBiginConnectionStore)).Should().ContainSingle()
                .Which.ImplementationType.Should().Be<OtherStore>();
        });

        logs.Should().BeEmpty();
    }

    private static async Task<string[]> LogsAsync(Action<IServiceCollection> register)
    {
        using var logs = new RecordedLogs();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(logs);
        register(builder.Services);
        using IHost host = builder.Build();
        await host.StartAsync();
        await host.StopAsync();
        return [.. logs.Entries.Select(entry => entry.Line).Where(line => line.Contains("memory", StringComparison.OrdinalIgnoreCase))];
    }

    private sealed class OtherStore : IBiginConnectionStore
    {
        public ValueTask<StoredConnection?> FindAsync(string key, CancellationToken cancellationToken = default) => default;

        public ValueTask<bool> TrySaveAsync(StoredConnection connection, string? expectedStamp, CancellationToken cancellationToken = default) => default;

        public ValueTask<bool> TryDeleteAsync(string key, string expectedStamp, CancellationToken cancellationToken = default) => default;

        public ValueTask<string?> FindStampAsync(string key, CancellationToken cancellationToken = default) => default;

        public IAsyncEnumerable<ConnectionSummary> ListAsync(CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<ConnectionSummary>();

        public ValueTask<IAsyncDisposable?> TryLockAsync(string key, TimeSpan lease, CancellationToken cancellationToken = default) => default;
    }
}
