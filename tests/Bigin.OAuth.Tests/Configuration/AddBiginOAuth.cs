using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bigin.OAuth.Tests.Configuration;

[TestOf(typeof(BiginOAuthServiceCollectionExtensions))]
public sealed class AddBiginOAuth
{
    [Test]
    public void Registers_singletons_only()
    {
        IServiceCollection services = new ServiceCollection().AddBiginOAuth(Hosts.Section()).Services;

        Own(services).Should().Contain(descriptor => descriptor.ServiceType == typeof(AuthorizationUrlBuilder))
            .And.Contain(descriptor => descriptor.ServiceType == typeof(RedirectResponseParser))
            .And.OnlyContain(descriptor => descriptor.Lifetime == ServiceLifetime.Singleton);
    }

    [Test]
    public void Gives_each_scope_the_same_builder_and_parser()
    {
        using ServiceProvider services = new ServiceCollection().AddBiginOAuth(Hosts.Section()).Services.BuildServiceProvider(true);
        using IServiceScope first = services.CreateScope();
        using IServiceScope second = services.CreateScope();

        foreach (Type type in new[] { typeof(AuthorizationUrlBuilder), typeof(RedirectResponseParser) })
        {
            first.ServiceProvider.GetRequiredService(type).Should().BeSameAs(second.ServiceProvider.GetRequiredService(type));
        }
    }

    [Test]
    public void Takes_a_section_of_the_configuration()
    {
        using ServiceProvider services = new ServiceCollection().AddBiginOAuth(Hosts.Section(("HomeDataCenter", "eu"))).Services.BuildServiceProvider();

        services.GetRequiredService<AuthorizationUrlBuilder>().Build().Url.Host.Should().Be("accounts.zoho.eu");
    }

    [Test]
    public void Takes_a_function_that_sets_the_options()
    {
        using ServiceProvider services = new ServiceCollection().AddBiginOAuth(options =>
        {
            options.ClientId = Client.Id;
            options.RedirectUri = Client.RedirectUri;
            options.Scopes.Add("A.read");
        }).Services.BuildServiceProvider();

        services.GetRequiredService<AuthorizationUrlBuilder>().Build().Url.OriginalString.Should().Contain("?scope=A.read&");
        services.GetRequiredService<RedirectResponseParser>().Should().NotBeNull();
    }

    [Test]
    public void Takes_nothing_where_something_else_configures()
    {
        using ServiceProvider services = new ServiceCollection().AddBiginOAuth().Services
            .Configure<BiginOAuthOptions>(options =>
            {
                options.ClientId = Client.Id;
                options.RedirectUri = Client.RedirectUri;
                options.Scopes.Add("A.read");
            }).BuildServiceProvider();

        services.GetRequiredService<AuthorizationUrlBuilder>().Build().Url.OriginalString.Should().Contain("?scope=A.read&");
    }

    [Test]
    public void Returns_a_builder_with_the_services_and_the_token_client()
    {
        var services = new ServiceCollection();

        BiginOAuthBuilder builder = services.AddBiginOAuth(Hosts.Section());

        builder.Services.Should().BeSameAs(services);
        builder.TokenHttpClient.Name.Should().NotBeNullOrEmpty();
    }

    [Test]
    public void Adds_only_configuration_the_second_time()
    {
        var services = new ServiceCollection();
        BiginOAuthBuilder first = services.AddBiginOAuth(Hosts.Section());
        int own = Own(services).Count();
        int clocks = Clocks(services);

        BiginOAuthBuilder second = services.AddBiginOAuth(options => options.Scopes.Add("B.read"));
        services.AddBiginOAuth(Hosts.Section(("HomeDataCenter", "eu"), ("Scopes:0", null)));

        second.TokenHttpClient.Name.Should().Be(first.TokenHttpClient.Name);
        Own(services).Count().Should().Be(own);
        Clocks(services).Should().Be(clocks).And.Be(1);
        Own(services).Select(descriptor => descriptor.ServiceType).Should().OnlyHaveUniqueItems();
    }

    [Test]
    public void Registers_everything_beside_another_client_of_the_host()
    {
        var services = new ServiceCollection();
        services.AddKeyedSingleton("another", new AuthorizationUrlBuilder(Client.Options()));
        services.AddLogging().AddBiginOAuth(Hosts.Section(("HomeDataCenter", "eu")));
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredService<AuthorizationUrlBuilder>().Build().Url.Host.Should().Be("accounts.zoho.eu");
        provider.GetRequiredKeyedService<AuthorizationUrlBuilder>("another").Build().Url.Host.Should().Be("accounts.zoho.com");
        provider.GetRequiredService<BiginConnections>().Should().NotBeNull();
    }

    [Test]
    public void Applies_the_options_of_every_call()
    {
        using ServiceProvider services = new ServiceCollection()
            .AddBiginOAuth(Hosts.Section(("UsePkce", "true"))).Services
            .AddBiginOAuth(options => options.Scopes.Add("B.read")).Services
            .AddBiginOAuth(new ConfigurationBuilder().AddInMemoryCollection([new("HomeDataCenter", "eu")]).Build()).Services
            .BuildServiceProvider();

        BiginOAuthOptions options = services.GetRequiredService<IOptions<BiginOAuthOptions>>().Value;

        options.UsePkce.Should().BeTrue();
        options.Scopes.Should().Equal(BiginScopes.Org.Read, "B.read");
        options.HomeDataCenter.Should().Be("eu");
    }

    [Test]
    public void Reports_a_mistake_once_however_often_it_is_called()
    {
        using ServiceProvider services = new ServiceCollection()
            .AddBiginOAuth(Hosts.Section()).Services
            .AddBiginOAuth(options => options.ClientId = "").Services
            .BuildServiceProvider();

        services.Invoking(x => x.GetRequiredService<IOptions<BiginOAuthOptions>>().Value)
            .Should().Throw<OptionsValidationException>().Which.Failures.Should().ContainSingle();
    }

    [Test]
    public void Throws_for_an_argument_that_is_null()
    {
        var services = new ServiceCollection();

        services.Invoking(x => x.AddBiginOAuth((IConfiguration)null!)).Should().Throw<ArgumentNullException>();
        services.Invoking(x => x.AddBiginOAuth((Action<BiginOAuthOptions>)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => ((IServiceCollection)null!).AddBiginOAuth(Hosts.Section())).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => ((IServiceCollection)null!).AddBiginOAuth()).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => ((IServiceCollection)null!).AddBiginOAuth(_ => { })).Should().Throw<ArgumentNullException>();
    }

    private static IEnumerable<ServiceDescriptor> Own(IServiceCollection services) =>
        services.Where(descriptor => descriptor.ServiceType.Assembly == typeof(BiginOAuthOptions).Assembly);

    private static int Clocks(IServiceCollection services) => services.Count(descriptor => descriptor.ServiceType == typeof(TimeProvider));
}
