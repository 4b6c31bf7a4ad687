using System.Diagnostics;
using System.Net;
using System.Security.Claims;
using Bigin.OAuth.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using OpenTelemetry.Trace;
using Polly;
using Polly.CircuitBreaker;

namespace Bigin.OAuth.Tests.Readme;

public sealed class The_guide_to_Aspire
{
    [Test]
    public async Task Connects_calls_and_refreshes_beside_the_service_defaults()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        await using GuideApp app = await StartAsync(emulator);

        BiginConnection connected = await emulator.ConnectAsync(app.App.Services, "tenant-42", "one@example.com");
        emulator.Clock.Advance(TimeSpan.FromHours(2));
        using HttpClient bigin = app.Connections.CreateClient("tenant-42");

        connected.Organization!.Name.Should().Be("Acorn Books");
        (await bigin.GetStringAsync("org")).Should().Contain("Acorn Books", "the address of the API isn't looked up by service discovery");
    }

    [Test]
    public async Task Sends_an_exchange_once_though_every_client_retries()
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        await using GuideApp app = await StartAsync(emulator);
        AuthorizationRequest request = app.App.Services.GetRequiredService<AuthorizationUrlBuilder>().Build();
        var granted = (AuthorizationResult)app.App.Services.GetRequiredService<RedirectResponseParser>().Parse(await emulator.AcceptAsync(request.Url, "one@example.com"), request.Pending);
        emulator.Faults.Next(EmulatorEndpoint.Token, EmulatorFault.Status(503), times: 9);

        ConnectResult result = await app.Connections.ConnectAsync("tenant-42", granted);

        result.Should().BeOfType<ConnectFailed>().Which.Error.Kind.Should().Be(TokenErrorKind.ServerError);
        emulator.Requests.Should().ContainSingle(it => it.Path == "/oauth/v2/token");
    }

    [TestCase("GET", 4)]
    [TestCase("POST", 1)]
    public async Task Repeats_only_what_is_safe_of_the_calls_to_the_API(string method, int requests)
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        await using GuideApp app = await StartAsync(emulator);
        await emulator.ConnectAsync(app.App.Services, "tenant-42", "one@example.com");
        emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Status(503), times: 9);
        using HttpClient bigin = app.Connections.CreateClient("tenant-42");
        using var request = new HttpRequestMessage(new HttpMethod(method), "Contacts");

        using HttpResponseMessage answer = await bigin.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        emulator.Requests.Count(it => it.Path == "/bigin/v2/Contacts").Should().Be(requests);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Breaks_the_circuit_of_every_tenant_unless_each_has_a_pipeline_of_its_own(bool hasPipelines)
    {
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        var signedIn = new HttpContextAccessor();
        await using GuideApp app = await StartAsync(emulator, builder =>
        {
            builder.Services.ConfigureAll<HttpStandardResilienceOptions>(options => (options.CircuitBreaker.MinimumThroughput, options.Retry.ShouldHandle) = (2, _ => ValueTask.FromResult(false)));
            if (hasPipelines)
            {
                AspireGuide.AddClientWithAPipelinePerTenant(builder);
            }

            builder.Services.AddSingleton<IHttpContextAccessor>(signedIn);
        });
        await emulator.ConnectAsync(app.App.Services, "america", "one@example.com");
        await emulator.ConnectAsync(app.App.Services, "europe", "europe@example.com");
        emulator.Faults.Next(EmulatorEndpoint.Api, EmulatorFault.Status(503), times: 9);

        bool isBroken = false;
        for (int tries = 0; tries < 9 && !isBroken; tries++)
        {
            isBroken = await FindsABrokenCircuitAsync("america");
        }

        emulator.Faults.Clear();

        isBroken.Should().BeTrue();
        (await FindsABrokenCircuitAsync("europe")).Should().Be(!hasPipelines);

        async Task<bool> FindsABrokenCircuitAsync(string tenant)
        {
            signedIn.HttpContext = new DefaultHttpContext { User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("tenant", tenant)], "test")) };
            using HttpClient bigin = hasPipelines
                ? app.App.Services.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(BiginContacts))
                : app.Connections.CreateClient(tenant);
            try
            {
                using HttpResponseMessage response = await bigin.GetAsync("org");
                return false;
            }
            catch (BrokenCircuitException)
            {
                return true;
            }
        }
    }

    [Test]
    public async Task Records_the_spans_of_the_library_and_is_healthy()
    {
        var spans = new List<Activity>();
        await using BiginEmulator emulator = await BiginEmulator.StartAsync();
        await using GuideApp app = await StartAsync(emulator, builder =>
            builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(new Collector(spans))));

        await emulator.ConnectAsync(app.App.Services, "tenant-42", "one@example.com");

        lock (spans)
        {
            spans.Select(span => span.OperationName).Should().Contain("bigin.oauth exchange");
        }

        using var probe = new HttpClient { BaseAddress = app.Address };
        (await probe.GetStringAsync("/health")).Should().Be("Healthy");
    }

    private static Task<GuideApp> StartAsync(BiginEmulator emulator, Action<WebApplicationBuilder>? configure = null) => GuideApp.StartAsync(
        emulator,
        builder =>
        {
            AddServiceDefaults(builder);
            AspireGuide.AddServices(builder);
            builder.Services.ConfigureAll<HttpStandardResilienceOptions>(options => (options.Retry.Delay, options.Retry.BackoffType) = (TimeSpan.Zero, DelayBackoffType.Constant));
            configure?.Invoke(builder);
        },
        app => app.MapHealthChecks("/health"));

    /// <summary>Does what matters here of <c>AddServiceDefaults</c>, which Aspire's template has in each solution.</summary>
    private static void AddServiceDefaults(WebApplicationBuilder builder)
    {
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler();
            http.AddServiceDiscovery();
        });
    }

    private sealed class Collector(List<Activity> spans) : OpenTelemetry.BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            lock (spans)
            {
                spans.Add(data);
            }
        }
    }
}
