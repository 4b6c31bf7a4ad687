using Bigin.OAuth.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.Store;

/// <summary>A host whose context takes the database of the current tenant, and one key for all tenants. Where there is no tenant, it falls back to something.</summary>
[TestOf(typeof(BiginOAuthBuilderEntityFrameworkCoreExtensions))]
public sealed class Tenants_with_databases_of_their_own : IDisposable
{
    private const string Key = "default";

    private static readonly AsyncLocal<string?> Tenant = new();

    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bigin");

    public void Dispose() => _folder.Delete(recursive: true);

    [TestCase(null)]
    [TestCase("nobody")]
    public async Task Learn_before_a_code_is_spent_that_it_cannot_work(string? fallback)
    {
        await using ConnectionHost host = await StartAsync(fallback);
        AuthorizationResult accepted = await host.AcceptAsync();
        Tenant.Value = "anna";

        await ShouldBeRefusedAsync(() => host.Connections.ConnectAsync(Key, accepted));

        host.Emulator.Requests.Should().NotContain(request => request.Parameters.ContainsKey("grant_type"), "the code can still be used");
        Tenant.Value = "bert";
        await ShouldBeRefusedAsync(() => host.Connections.FindAsync(Key));
        using HttpClient bigin = host.Connections.CreateClient(Key);
        await ShouldFindNoneAsync(() => host.Connections.GetAccessTokenAsync(Key).AsTask());
        await ShouldFindNoneAsync(() => bigin.GetStringAsync(new Uri("org", UriKind.Relative)));
    }

    // What docs/storage.md warns of: a token is looked for without the request, so in the database of the fallback.
    [Test]
    public async Task Share_a_token_where_the_fallback_is_one_of_them()
    {
        await using ConnectionHost host = await StartAsync("anna");
        Tenant.Value = "anna";
        await host.ConnectAsync(Key);
        AccessToken token = await host.Connections.GetAccessTokenAsync(Key);

        Tenant.Value = "bert";

        await ShouldBeRefusedAsync(() => host.Connections.FindAsync(Key));
        (await host.Connections.GetAccessTokenAsync(Key)).Should().Be(token);
        host.Emulator.Clock.Advance(TimeSpan.FromMinutes(1));
        (await host.Connections.GetAccessTokenAsync(Key)).Should().Be(token, "its row is compared without the request too");
        host.Emulator.Clock.Advance(TimeSpan.FromHours(2));
        AccessToken renewed = await host.Connections.GetAccessTokenAsync(Key);
        renewed.Reveal().Should().NotBe(token.Reveal(), "it was refreshed");
        await using ConnectionHost next = host.Sibling(builder => Persist(builder, "anna"));
        (await next.Connections.GetAccessTokenAsync(Key)).Reveal().Should().Be(renewed.Reveal(), "a process that starts reads it in the same database");
        host.Refreshes.Should().ContainSingle();
        AuthorizationResult accepted = await host.AcceptAsync("europe@example.com");
        await ShouldBeRefusedAsync(() => host.Connections.ConnectAsync(Key, accepted));
    }

    // A token is looked for as a refresh does, without the request.
    private static async Task ShouldFindNoneAsync(Func<Task> call) =>
        (await call.Should().ThrowAsync<BiginConnectionException>()).Which.Reason.Should().Be(ConnectionFailure.NotConnected);

    private static async Task ShouldBeRefusedAsync(Func<Task> call)
    {
        BiginConnectionException exception = (await call.Should().ThrowAsync<BiginConnectionException>()).Which;
        exception.Reason.Should().Be(ConnectionFailure.StoreFailed);
        exception.InnerException.Should().BeOfType<InvalidOperationException>()
            .Which.Message.Should().Contain("where no request is running").And.Contain("name the tenant in the key");
    }

    private Task<ConnectionHost> StartAsync(string? fallback) => ConnectionHost.StartAsync(builder => Persist(builder, fallback));

    private void Persist(BiginOAuthBuilder builder, string? fallback)
    {
        builder.PersistConnectionsToDbContext<BiginConnectionsDbContext>();
        builder.Services.AddSingleton<IDataProtectionProvider>(_keys);
        builder.Services.AddDbContext<BiginConnectionsDbContext>(options =>
            options.UseSqlite($"Data Source={Path.Combine(_folder.FullName, $"{Tenant.Value ?? fallback}.db")};Pooling=False"));
    }
}
