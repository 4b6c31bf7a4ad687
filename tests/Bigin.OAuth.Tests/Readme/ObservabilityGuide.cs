using Microsoft.Extensions.DependencyInjection;

namespace Bigin.OAuth.Tests.Readme;

/// <summary>The code of docs/observability.md, compiled and run. <see cref="Readme_code"/> compares the two.</summary>
internal static class ObservabilityGuide
{
    internal static void Listen(IServiceCollection services) =>
        services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource("Bigin.OAuth"))
            .WithMetrics(metrics => metrics.AddMeter("Bigin.OAuth"));
}
