using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The code of docs/aspire.md, compiled and run. <see cref="Readme_code"/> compares the two.</summary>
internal static class AspireGuide
{
    internal static void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddDataProtection();
        builder.Services.AddBiginOAuth(builder.Configuration.GetSection("Bigin"));
        builder.Services.AddHealthChecks().AddBiginConnections(tags: ["ready"]);
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource("Bigin.OAuth"))
            .WithMetrics(metrics => metrics.AddMeter("Bigin.OAuth"));
        builder.Services.ConfigureAll<HttpStandardResilienceOptions>(options => options.Retry.DisableForUnsafeHttpMethods());
    }

    internal static void AddClientWithAPipelinePerTenant(WebApplicationBuilder builder)
    {
#pragma warning disable EXTEXP0001 // RemoveAllResilienceHandlers is marked as experimental
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddHttpClient<BiginContacts>()
            .AddBiginConnection((provider, request) => GetTenant(provider))
            .RemoveAllResilienceHandlers()
            .AddStandardResilienceHandler()
            .SelectPipelineBy(provider => request => GetTenant(provider));
#pragma warning restore EXTEXP0001
    }

    internal static string GetTenant(IServiceProvider provider) =>
        provider.GetRequiredService<IHttpContextAccessor>().HttpContext!.User.FindFirstValue("tenant")!;
}
