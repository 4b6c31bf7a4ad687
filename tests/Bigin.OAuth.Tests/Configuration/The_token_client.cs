using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Configuration;

[TestOf(typeof(BiginOAuthBuilder))]
public sealed class The_token_client
{
    [Test]
    public void Gives_up_after_30_seconds() => Timeout(_ => { }, _ => { }).Should().Be(TimeSpan.FromSeconds(30));

    [Test]
    public void Gives_up_after_30_seconds_whatever_the_default_of_the_host_is() =>
        Timeout(services => services.ConfigureHttpClientDefaults(client => client.ConfigureHttpClient(x => x.Timeout = TimeSpan.FromMinutes(5))), _ => { })
            .Should().Be(TimeSpan.FromSeconds(30));

    [Test]
    public void Gives_up_when_the_host_says_so() =>
        Timeout(_ => { }, builder => builder.TokenHttpClient.ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(5)))
            .Should().Be(TimeSpan.FromSeconds(5));

    [Test]
    public void Gives_up_when_the_host_says_so_even_if_the_registration_is_repeated_afterwards() =>
        Timeout(
            _ => { },
            builder =>
            {
                builder.TokenHttpClient.ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(5));
                builder.Services.AddBiginOAuth(options => options.ForceConsent = true);
            }).Should().Be(TimeSpan.FromSeconds(5));

    [Test]
    public void Follows_no_redirects_and_keeps_no_cookies()
    {
        SocketsHttpHandler handler = Primary<SocketsHttpHandler>(_ => { });

        handler.AllowAutoRedirect.Should().BeFalse();
        handler.UseCookies.Should().BeFalse();
    }

    [Test]
    public void Keeps_the_proxy_that_the_host_sets_for_all_its_clients()
    {
        var proxy = new WebProxy("http://proxy.example.com:8080");

        SocketsHttpHandler handler = Primary<SocketsHttpHandler>(services => services.ConfigureHttpClientDefaults(
            client => client.UseSocketsHttpHandler((sockets, _) => (sockets.Proxy, sockets.UseCookies, sockets.AllowAutoRedirect) = (proxy, true, true))));

        handler.Proxy.Should().BeSameAs(proxy);
        handler.AllowAutoRedirect.Should().BeFalse();
        handler.UseCookies.Should().BeFalse();
    }

    [Test]
    public void Keeps_the_other_kind_of_handler_that_the_host_sets_for_all_its_clients()
    {
        var proxy = new WebProxy("http://proxy.example.com:8080");

        HttpClientHandler handler = Primary<HttpClientHandler>(services => services.ConfigureHttpClientDefaults(
            client => client.ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { Proxy = proxy })));

        handler.Proxy.Should().BeSameAs(proxy);
        handler.AllowAutoRedirect.Should().BeFalse();
        handler.UseCookies.Should().BeFalse();
    }

    private static TimeSpan Timeout(Action<IServiceCollection> before, Action<BiginOAuthBuilder> after)
    {
        var services = new ServiceCollection();
        before(services);
        BiginOAuthBuilder builder = services.AddBiginOAuth(Hosts.Section());
        after(builder);
        using ServiceProvider provider = services.BuildServiceProvider();
        using HttpClient client = provider.GetRequiredService<IHttpClientFactory>().CreateClient(builder.TokenHttpClient.Name);
        return client.Timeout;
    }

    private static T Primary<T>(Action<IServiceCollection> register)
        where T : HttpMessageHandler
    {
        var services = new ServiceCollection();
        register(services);
        string name = services.AddBiginOAuth(Hosts.Section()).TokenHttpClient.Name;
        using ServiceProvider provider = services.BuildServiceProvider();
        HttpMessageHandler handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(name);
        while (handler is DelegatingHandler { InnerHandler: { } inner })
        {
            handler = inner;
        }

        return handler.Should().BeOfType<T>().Subject;
    }
}
