using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bigin.OAuth.Tests.Configuration;

[TestOf(typeof(BiginOAuthBuilder))]
public sealed class A_request_of_the_token_client : IAsyncDisposable
{
    private const string Neighbour = "neighbour";

    private readonly RecordedLogs _logs = new();

    private readonly WebApplication _server = CreateServer();

    private ServiceProvider _services = null!;

    private HttpClient _client = null!;

    [SetUp]
    public async Task Start()
    {
        await _server.StartAsync();
        BiginOAuthBuilder builder = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs))
            .AddBiginOAuth(Hosts.Section());
        builder.Services.AddHttpClient(Neighbour);
        _services = builder.Services.BuildServiceProvider();
        _client = Client(builder.TokenHttpClient.Name);
    }

    [TearDown]
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _services.DisposeAsync();
        _logs.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Is_not_redirected_and_brings_no_cookie_of_the_last_one()
    {
        (await _client.GetAsync("/moved")).StatusCode.Should().Be(HttpStatusCode.Redirect);

        (await _client.GetStringAsync("/cookies")).Should().BeEmpty();
    }

    [Test]
    public async Task Is_not_logged_at_all()
    {
        using var form = new FormUrlEncodedContent([new("client_secret", "marker")]);

        await _client.PostAsync("/cookies?marker", form);

        _logs.Entries.Should().BeEmpty();
    }

    [Test]
    public async Task Leaves_the_other_clients_of_the_host_as_they_are()
    {
        using HttpClient neighbour = Client(Neighbour);

        (await neighbour.GetStringAsync("/moved")).Should().Be("session=marker", "other clients follow redirects and keep cookies");

        _logs.Entries.Should().NotBeEmpty("otherwise the test that nothing is logged would prove nothing");
    }

    private HttpClient Client(string name)
    {
        HttpClient client = _services.GetRequiredService<IHttpClientFactory>().CreateClient(name);
        client.BaseAddress = new Uri(_server.Urls.Single());
        return client;
    }

    private static WebApplication CreateServer()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication server = builder.Build();
        server.MapGet("/moved", context =>
        {
            context.Response.Cookies.Append("session", "marker");
            context.Response.Redirect("/cookies");
            return Task.CompletedTask;
        });
        server.Map("/cookies", context => context.Response.WriteAsync(context.Request.Headers.Cookie.ToString()));
        return server;
    }
}
