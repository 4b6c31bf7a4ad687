using Bigin.OAuth.Tests.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Connections.ApiClient;

[TestOf(typeof(BiginConnections))]
public sealed class Clients_of_the_host
{
    private static readonly HttpRequestOptionsKey<string> Tenant = new("tenant");

    [Test]
    public async Task Have_a_connection_each()
    {
        await using ApiServer api = await ApiServer.StartAsync();
        await using ApiServer europe = await ApiServer.StartAsync();
        await using ApiHost host = await ApiHost.StartAsync(api.Address, apiOfEurope: europe.Address, build: builder =>
        {
            builder.Services.AddHttpClient<Contacts>().AddBiginConnection("a");
            builder.Services.AddHttpClient<Products>().AddBiginConnection("b");
        });
        await host.AddConnectionAsync("a");
        await host.AddConnectionAsync("b", dataCenter: "eu");

        (await host.Services.GetRequiredService<Contacts>().Http.GetAsync("Contacts")).EnsureSuccessStatusCode();
        (await host.Services.GetRequiredService<Products>().Http.GetAsync("Products")).EnsureSuccessStatusCode();

        api.Requests.Should().ContainSingle().Which.Should().Match<ApiServerRequest>(x => x.Target == "/bigin/v2/Contacts" && x.Authorization == "Zoho-oauthtoken " + ApiHost.GetToken("a"));
        europe.Requests.Should().ContainSingle().Which.Should().Match<ApiServerRequest>(x => x.Target == "/bigin/v2/Products" && x.Authorization == "Zoho-oauthtoken " + ApiHost.GetToken("b"));
    }

    [Test]
    public async Task Choose_the_connection_of_each_request_by_it_and_by_services()
    {
        await using ApiServer api = await ApiServer.StartAsync();
        await using ApiHost host = await ApiHost.StartAsync(api.Address, build: builder =>
        {
            builder.Services.AddSingleton<TenantAccessor>();
            builder.Services.AddHttpClient<Contacts>().AddBiginConnection((services, request) =>
                request.Options.TryGetValue(Tenant, out string? tenant) ? tenant : services.GetRequiredService<TenantAccessor>().Current.Value!);
        });
        await host.AddConnectionAsync("a");
        await host.AddConnectionAsync("b");
        await host.AddConnectionAsync("c");
        HttpClient bigin = host.Services.GetRequiredService<Contacts>().Http;
        AsyncLocal<string> current = host.Services.GetRequiredService<TenantAccessor>().Current;

        current.Value = "a";
        await bigin.GetAsync("org");
        current.Value = "b";
        await bigin.GetAsync("org");
        using var request = new HttpRequestMessage(HttpMethod.Get, "org");
        request.Options.Set(Tenant, "c");
        await bigin.SendAsync(request);

        api.Requests.Select(x => x.Authorization).Should().Equal(new[] { "a", "b", "c" }.Select(key => "Zoho-oauthtoken " + ApiHost.GetToken(key)));
    }

    [Test]
    public async Task Have_their_connection_in_the_handlers_that_the_factory_makes_next()
    {
        var handlers = new ReplacedHandlers();
        await using ApiServer api = await ApiServer.StartAsync();
        await using ApiHost host = await ApiHost.StartAsync(
            api.Address, build: builder => handlers.UseIn(builder.Services.AddHttpClient<Contacts>()).AddBiginConnection("a"));
        await host.AddConnectionAsync("a");

        await handlers.CallUntilReplacedAsync(
            async () => (await host.Services.GetRequiredService<Contacts>().Http.GetAsync("org")).EnsureSuccessStatusCode());

        api.Requests.Should().OnlyContain(request => request.Authorization == "Zoho-oauthtoken " + ApiHost.GetToken("a"));
    }

    [TestCase("")]
    [TestCase("line\nbreak")]
    [TestCase(null)]
    public async Task Refuse_a_bad_key_where_it_comes_up(string? key)
    {
        await using ApiServer api = await ApiServer.StartAsync();
        IHttpClientBuilder client = new ServiceCollection().AddHttpClient("typed");
        await using ApiHost host = await ApiHost.StartAsync(api.Address, build: builder => builder.Services.AddHttpClient<Contacts>().AddBiginConnection((_, _) => key!));

        client.Invoking(x => x.AddBiginConnection(key!)).Should().Throw<ArgumentException>();
        await host.Services.GetRequiredService<Contacts>().Http.Awaiting(x => x.GetAsync("org")).Should().ThrowAsync<ArgumentException>();

        api.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task That_are_given_two_connections_use_the_last()
    {
        await using ApiServer api = await ApiServer.StartAsync();
        await using ApiHost host = await ApiHost.StartAsync(api.Address, build: builder =>
            builder.Services.AddHttpClient<Contacts>().AddBiginConnection("nobody").AddBiginConnection(ApiHost.Key));

        (await host.Services.GetRequiredService<Contacts>().Http.GetAsync("org")).EnsureSuccessStatusCode();

        api.Requests.Should().ContainSingle().Which.Authorization.Should().EndWith(ApiHost.GetToken(ApiHost.Key));
    }

    [Test]
    public async Task Keep_the_primary_handler_that_they_are_given_later()
    {
        await using RawServer api = RawServer.Start(RawAnswer.Json("{}"));
        var primary = new Counting(new SocketsHttpHandler());
        await using ApiHost host = await ApiHost.StartAsync(api.Address, build: builder =>
            builder.Services.AddHttpClient<Contacts>().AddBiginConnection(ApiHost.Key).ConfigurePrimaryHttpMessageHandler(() => primary));

        (await host.Services.GetRequiredService<Contacts>().Http.GetAsync("org")).EnsureSuccessStatusCode();

        primary.Count.Should().Be(1);
        api.Requests.Should().ContainSingle().Which.Head.Should().Contain(ApiHost.GetToken(ApiHost.Key));
    }

    [Test]
    public async Task Send_nothing_synchronously()
    {
        await using RawServer elsewhere = RawServer.Start(RawAnswer.Json("{}"));
        await using ApiHost host = await ApiHost.StartAsync(elsewhere.Address, build: builder => builder.Services.AddHttpClient<Contacts>().AddBiginConnection(ApiHost.Key));
        using var request = new HttpRequestMessage(HttpMethod.Get, elsewhere.Address);

        host.Services.GetRequiredService<Contacts>().Http.Invoking(x => x.Send(request)).Should().Throw<NotSupportedException>().WithMessage("*asynchronously*");

        elsewhere.Connections.Should().Be(0);
    }

    [Test]
    public void Are_none_of_the_librarys_own_and_not_all()
    {
        var services = new ServiceCollection();
        BiginOAuthBuilder builder = services.AddBiginOAuth(_ => { });

        builder.Invoking(x => x.ApiHttpClient.AddBiginConnection("a")).Should().Throw<ArgumentException>();
        builder.Invoking(x => x.TokenHttpClient.AddBiginConnection("a")).Should().Throw<ArgumentException>();
        services.Invoking(x => x.ConfigureHttpClientDefaults(all => all.AddBiginConnection("a"))).Should().Throw<ArgumentException>();
    }

    [Test]
    public async Task Are_not_made_by_the_name_of_the_librarys_own()
    {
        await using RawServer api = RawServer.Start(RawAnswer.Json("{}"));
        await using ApiHost host = await ApiHost.StartAsync(api.Address);
        using HttpClient direct = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("Bigin.OAuth.Api");

        await direct.Awaiting(x => x.GetAsync(new Uri(api.Address, "/bigin/v2/org"))).Should().ThrowAsync<InvalidOperationException>().WithMessage("*BiginConnections.CreateClient*");

        api.Connections.Should().Be(0);
    }

    private sealed class Contacts(HttpClient http)
    {
        internal HttpClient Http { get; } = http;
    }

    private sealed class Products(HttpClient http)
    {
        internal HttpClient Http { get; } = http;
    }

    private sealed class TenantAccessor
    {
        internal AsyncLocal<string> Current { get; } = new();
    }

    private sealed class Counting(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        internal int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
