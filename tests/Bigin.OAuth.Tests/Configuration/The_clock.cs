using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bigin.OAuth.Tests.Configuration;

[TestOf(typeof(BiginOAuthServiceCollectionExtensions))]
public sealed class The_clock
{
    private const string Key = "Bigin.OAuth";

    private static readonly FakeTimeProvider OfHost = new(Client.Now.AddDays(1));

    private static readonly FakeTimeProvider OfLibrary = new(Client.Now.AddDays(2));

    [Test]
    public void Is_the_system_clock_where_the_host_has_none() =>
        Clock(_ => { }).Should().BeSameAs(TimeProvider.System);

    [Test]
    public void Is_the_clock_of_the_host_whether_it_was_registered_before_or_after()
    {
        Clock(before: services => services.AddSingleton<TimeProvider>(OfHost)).Should().BeSameAs(OfHost);
        Clock(after: services => services.AddSingleton<TimeProvider>(OfHost)).Should().BeSameAs(OfHost);
    }

    [Test]
    public void Is_the_keyed_one_of_the_host_whether_it_was_registered_before_or_after()
    {
        Clock(before: AddBoth).Should().BeSameAs(OfLibrary);
        Clock(after: AddBoth).Should().BeSameAs(OfLibrary);
    }

    [Test]
    public void Is_not_put_in_the_place_of_the_clock_of_the_host()
    {
        using ServiceProvider services = Provider(before: null, after: services => services.AddKeyedSingleton<TimeProvider>(Key, OfLibrary));

        services.GetService<TimeProvider>().Should().BeNull();
    }

    [Test]
    public void Is_what_links_and_codes_are_dated_by()
    {
        using ServiceProvider services = Provider(before: AddBoth, after: null);

        AuthorizationRequest request = services.GetRequiredService<AuthorizationUrlBuilder>().Build();
        RedirectResponse response = services.GetRequiredService<RedirectResponseParser>().Parse(
            $"code=c&location=us&accounts-server=https://accounts.zoho.com&state={request.State}", request.Pending);

        request.Pending.CreatedAt.Should().Be(OfLibrary.GetUtcNow());
        response.Should().BeOfType<AuthorizationResult>().Which.Code.ReceivedAt.Should().Be(OfLibrary.GetUtcNow());
    }

    private static void AddBoth(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider>(OfHost);
        services.AddKeyedSingleton<TimeProvider>(Key, OfLibrary);
    }

    private static TimeProvider Clock(Action<IServiceCollection>? before = null, Action<IServiceCollection>? after = null)
    {
        using ServiceProvider services = Provider(before, after);
        return services.GetRequiredKeyedService<TimeProvider>(Key);
    }

    private static ServiceProvider Provider(Action<IServiceCollection>? before, Action<IServiceCollection>? after)
    {
        var services = new ServiceCollection();
        before?.Invoke(services);
        services.AddBiginOAuth(Hosts.Section());
        after?.Invoke(services);
        return services.BuildServiceProvider();
    }
}
